"""Report things whose IRIs share one address, or differ only in what people overlook."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pyoxigraph import NamedNode

from terril.model.findings import Finding, Severity
from terril.model.formats import DOCUMENT_FORMATS
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source

SAME = gettext_noop(
    "<{iri}> and <{other}> ({path}, line {line}) are two spellings of one address, so only one of "
    "the two things can be shown there. Write the address in one way everywhere, or give one of "
    "the things another."
)
SIMILAR = gettext_noop(
    "<{iri}> and <{other}> ({path}, line {line}) differ only in capital letters, in how accents "
    "are encoded, or in a full stop at the end. If they are one thing, write its address in one "
    "way; if not, give one of them an address that nobody confuses."
)
FORMAT = gettext_noop(
    "At <{iri}> people get <{other}> ({path}, line {line}) as {format}, so only one of the two "
    "things can be shown there. Give this thing an address without “.{extension}” at its end."
)
EXTENSIONS = {one.extension: one.name for one in DOCUMENT_FORMATS} | {"html": "HTML"}


def check_addresses(sources: Sequence[Source], context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each thing whose address is, or looks like, that of another.

    It depends on the addresses of both, and on which of them comes first in the files.
    """
    base = context.naming.addresses.base
    first: dict[str, tuple[NamedNode, Source]] = {}
    seen: dict[NamedNode, Source] = {}
    for source in sources:
        for thing in dict.fromkeys(quad.subject for quad in source.quads):
            if not isinstance(thing, NamedNode) or thing in seen:
                continue
            seen[thing] = source
            if not thing.value.startswith(base):
                continue
            other, where = first.setdefault(normalize_spelling(thing.value), (thing, source))
            if other != thing:
                yield _report_spelling((thing, source), (other, where), context)
    yield from _check_extensions(seen, context)


def _check_extensions(
    things: Mapping[NamedNode, Source], context: RuleContext
) -> Iterator[Finding]:
    """Return a finding for each thing at the address of another's document in a format."""
    base = context.naming.addresses.base
    for thing, source in things.items():
        stem, _, extension = thing.value.rpartition(".")
        if extension in EXTENSIONS and stem.startswith(base) and NamedNode(stem) in things:
            document = NamedNode(stem), things[NamedNode(stem)]
            yield _report_format((thing, source), document, extension, context)


def normalize_spelling(iri: str) -> str:
    """Return one spelling for all IRIs that people take for the same."""
    if iri.isascii() and "%" not in iri:
        return iri.lower().rstrip(".")
    return unicodedata.normalize("NFKC", unquote(iri)).casefold().rstrip(".")


def _report_spelling(
    here: tuple[NamedNode, Source], first: tuple[NamedNode, Source], context: RuleContext
) -> Finding:
    same = unquote(here[0].value) == unquote(first[0].value)
    message = translate_all(SAME if same else SIMILAR, **_name_both(here, first, context))
    rule = "same-address" if same else "similar-address"
    severity = Severity.VIOLATION if same else Severity.WARNING
    return _build_finding(rule, message, here, context, severity)


def _report_format(
    here: tuple[NamedNode, Source],
    document: tuple[NamedNode, Source],
    extension: str,
    context: RuleContext,
) -> Finding:
    fields = {"format": EXTENSIONS[extension], "extension": extension}
    message = translate_all(FORMAT, **fields, **_name_both(here, document, context))
    return _build_finding("same-address", message, here, context)


def _name_both(
    here: tuple[NamedNode, Source], other: tuple[NamedNode, Source], context: RuleContext
) -> dict[str, str]:
    thing, source = other
    place = context.positions.find_statement(source, thing)
    fields = {"iri": here[0].value, "other": thing.value}
    return {**fields, "path": place.path.as_posix(), "line": str(place.line)}


def _build_finding(
    rule: str,
    message: dict[str, str],
    here: tuple[NamedNode, Source],
    context: RuleContext,
    severity: Severity = Severity.VIOLATION,
) -> Finding:
    thing, source = here
    return Finding(
        rule,
        message,
        severity,
        context.positions.find_statement(source, thing),
        thing.value,
        context.labels.get(thing.value, {}),
        value=thing.value,
    )
