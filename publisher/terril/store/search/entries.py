"""Collect the searchable texts of each thing: names, other names and numbers, descriptions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.model.vocabulary import DCT, ORG, SCHEMA, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

NAME_PROPERTIES = (f"{SKOS}prefLabel",)
OTHER_NAME_PROPERTIES = (
    f"{SKOS}altLabel",
    f"{SKOS}hiddenLabel",
    f"{SKOS}notation",
    f"{ORG}identifier",
    f"{DCT}identifier",
)
TEXT_PROPERTIES = (
    f"{SCHEMA}description",
    f"{SCHEMA}text",
    f"{SCHEMA}streetAddress",
    f"{SCHEMA}addressLocality",
    f"{SCHEMA}postalCode",
    f"{SKOS}definition",
    f"{SKOS}note",
    f"{SKOS}historyNote",
)


@dataclass(slots=True)
class Entry:
    """The searchable words of one thing, in all languages.

    Attributes:
        names: what it is called.
        others: what else it is called or numbered.
        texts: sentences about it.
    """

    names: dict[str, None] = field(default_factory=dict)
    others: dict[str, None] = field(default_factory=dict)
    texts: dict[str, None] = field(default_factory=dict)


def collect_entries(quads: Iterable[Quad], things: Iterable[str]) -> Mapping[str, Entry]:
    """Return an entry for each of the things that has a name, in the order of their IRIs."""
    wanted = set(things)
    found: dict[str, Entry] = {}
    for quad in quads:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, Literal):
            continue
        if subject.value in wanted:
            entry = found.setdefault(subject.value, Entry())
            _add(entry, quad.predicate.value, value.value)
    return {iri: found[iri] for iri in sorted(found) if found[iri].names}


def _add(entry: Entry, predicate: str, text: str) -> None:
    if predicate in NAME_PROPERTIES:
        entry.names[text] = None
    elif predicate in OTHER_NAME_PROPERTIES:
        entry.others[text] = None
    elif predicate in TEXT_PROPERTIES:
        entry.texts[text] = None
