"""Report texts in a language that the town does not have, and names missing in one that it has."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.intake.rules.finding import build_finding
from terril.intake.rules.statements.suggestions import suggest_name
from terril.model.findings import Finding, Severity
from terril.model.languages import (
    get_primary_language,
    gettext_noop,
    list_language_codes,
    list_replaced_codes,
    select_tags,
    translate_all,
)
from terril.model.triples import term
from terril.model.vocabulary import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import Quad

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source

    Texts = Mapping[tuple[NamedNode, NamedNode], Mapping[str, tuple[Source, Quad]]]

SLIP = gettext_noop(
    "“{tag}” is none of the town's languages ({languages}). Did you mean @{nearest}? The text is "
    "missing in that language until then."
)
NO_LANGUAGE = gettext_noop(
    "“{tag}” is the code of no language. Correct it; the town's languages are {languages}."
)
FOREIGN = gettext_noop(
    "This text is in the language “{tag}” and missing in {missing}. Correct the code, or add the "
    "text in the town's languages ({languages})."
)
MISSING = gettext_noop("There is no name in the language “{missing}”. Add it.")
NAMES = LABELS[:4]
TRANSLATED = frozenset(
    (*NAMES, *map(term, ("schema:description", "skos:definition", "dct:description")))
)
"""The properties that are expected in every language of the town."""
MOST_VERDICTS = 1000
"""The number of combinations of tags that are remembered."""
SLIP_SIMILARITY = 50
"""The similarity of two tags, in percent: one of two letters is right."""


def check_languages(sources: Sequence[Source], context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each text in no language of the town, and each name missing in one.

    A text in another language is right as long as the town's own languages are there, too. It
    depends on all texts of the thing.
    """
    languages = context.expected.languages
    if not languages:
        return
    texts = _collect_texts(sources)
    slips: set[tuple[NamedNode, NamedNode]] = set()
    for (thing, predicate), by_tag in texts.items():
        missing = _find_missing(languages, by_tag) if predicate in TRANSLATED else []
        for tag, (source, quad) in by_tag.items():
            if select_tags((tag,), languages):
                continue
            if message := _explain(tag, missing, languages):
                slips.add((thing, predicate))
                yield build_finding(
                    "unknown-language", message, source, quad, context, Severity.WARNING, tag
                )
    yield from _check_names(texts, slips, context)


def check_language_codes(source: Source, context: RuleContext) -> Iterator[Finding]:
    """Return a finding for each text of a file with the code of no language."""
    languages = context.expected.languages
    for quad in dict.fromkeys(source.quads):
        tag = quad.object.language if isinstance(quad.object, Literal) else None
        if not tag or not languages or select_tags((tag,), languages):
            continue
        if message := _explain(tag, [], languages):
            yield build_finding(
                "unknown-language", message, source, quad, context, Severity.WARNING, tag
            )


def _collect_texts(sources: Sequence[Source]) -> Texts:
    """Return the first text of each thing, property and language."""
    found: defaultdict[tuple[NamedNode, NamedNode], dict[str, tuple[Source, Quad]]]
    found = defaultdict(dict)
    for source in sources:
        for quad in source.quads:
            language = quad.object.language if isinstance(quad.object, Literal) else None
            if language and isinstance(quad.subject, NamedNode):
                found[quad.subject, quad.predicate].setdefault(language, (source, quad))
    return found


class LanguageRule:
    """The rule for the languages of the texts of one thing; verdicts are remembered.

    Args:
        languages: tags of the town's languages.
    """

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = languages
        self.is_own = lru_cache(MOST_VERDICTS)(self._is_own)
        self.is_incomplete = lru_cache(MOST_VERDICTS)(self._is_incomplete)
        self.has_wrong_tag = lru_cache(MOST_VERDICTS)(self._has_wrong_tag)

    def _is_own(self, tag: str) -> bool:
        """Return whether a tag is of one of the town's languages."""
        return bool(select_tags((tag,), self._languages))

    def _is_incomplete(self, tags: tuple[str, ...]) -> bool:
        """Return whether a name with these language tags is missing in a language."""
        return bool(_find_missing(self._languages, dict.fromkeys(tags)))

    def _has_wrong_tag(self, predicate: str, tags: tuple[str, ...]) -> bool:
        """Return whether one of the tags of a property of a thing is reported."""
        translated = NamedNode(predicate) in TRANSLATED
        missing = _find_missing(self._languages, dict.fromkeys(tags)) if translated else []
        foreign = (tag for tag in tags if not self.is_own(tag))
        return any(_explain(tag, missing, self._languages) is not None for tag in foreign)


def _find_missing(languages: Sequence[str], tags: Mapping[str, object]) -> list[str]:
    return [one for one in languages if not select_tags(tags, (one,))]


def _explain(tag: str, missing: Sequence[str], languages: Sequence[str]) -> dict[str, str] | None:
    """Return the message about a tag that the town does not have, ``None`` if it is right."""
    shown = ", ".join(languages)
    registered = _is_registered(tag)
    nearest = "" if registered else _find_nearest(tag, missing) or _find_nearest(tag, languages)
    if nearest:
        return translate_all(SLIP, tag=tag, languages=shown, nearest=nearest)
    if registered is False:
        return translate_all(NO_LANGUAGE, tag=tag, languages=shown)
    if missing:
        return translate_all(FOREIGN, tag=tag, languages=shown, missing=", ".join(missing))
    return None


def _find_nearest(tag: str, languages: Sequence[str]) -> str:
    preferred = list_replaced_codes().get(get_primary_language(tag), "")
    if preferred in languages:
        return preferred
    return suggest_name(tag, languages, SLIP_SIMILARITY)


def _check_names(
    texts: Texts, slips: set[tuple[NamedNode, NamedNode]], context: RuleContext
) -> Iterator[Finding]:
    named: set[NamedNode] = set()
    for predicate in NAMES:
        for thing, other in texts:
            if other != predicate or thing in named:
                continue
            named.add(thing)
            by_tag = texts[thing, predicate]
            missing = _find_missing(context.expected.languages, by_tag)
            if missing and (thing, predicate) not in slips:
                source, quad = next(iter(by_tag.values()))
                message = translate_all(MISSING, missing=", ".join(missing))
                yield build_finding(
                    "missing-language", message, source, quad, context, Severity.WARNING
                )


def _is_registered(tag: str) -> bool | None:
    """Return whether a tag begins with the code of a language, ``None`` if that is not known.

    The list has all codes of two letters, and some of three.
    """
    primary = get_primary_language(tag)
    if primary in ("x", "i") or primary in list_language_codes():
        return True
    if len(primary) == 2:
        return primary in list_replaced_codes()
    return None if len(primary) == 3 else False
