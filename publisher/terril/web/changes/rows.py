"""What a change says of things, in words: their names as they were then, and where they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model.languages import gettext_noop
from terril.release.changes.comparison import Difference, What
from terril.representations.pages import Text
from terril.representations.pages.facts import KINDS
from terril.representations.pages.texts import without_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from terril.release.changes.history import Change, History
    from terril.representations.pages import Pages, Audience
    from terril.web.opened import ServedRelease

WORDS: Mapping[What, str] = {
    What.ADDED: gettext_noop("new"),
    What.CHANGED: gettext_noop("changed"),
    What.REMOVED: gettext_noop("removed"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A statement in words; ``href`` is empty for a text."""

    property: Text
    value: Text
    href: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What became of a thing, as a page says it.

    Attributes:
        iri: of the thing.
        name: as it was last called then.
        href: where to read about it, ``""`` where that is not kept.
        kind: what a thing of its kind is called, ``""`` for what is no thing of the town.
        what: what became of it.
        anchor: of its version, behind the address of the change.
        added: what is said now and was not.
        removed: what was said and is not any more.
    """

    iri: str
    name: Text
    href: str
    kind: str
    what: What
    anchor: str
    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()


def find(history: History, name: str) -> Change | None:
    """The change of a name."""
    return next((one for one in history.changes() if one.name == name), None)


def state_of(history: History) -> str:
    """What decides everything that is told of the changes."""
    changes = history.changes()
    return f"{len(changes)} {changes[0].name} {changes[-1].name}" if changes else "none"


def anchor_of(opened: ServedRelease, subject: str) -> str:
    """What names an IRI behind the address of a change; different IRIs differently."""
    path = subject.removeprefix(opened.addresses.base)
    return path.replace("%", "%25").replace("#", "%23")


def things(opened: ServedRelease, differences: Iterable[Difference]) -> Iterator[Difference]:
    """The town's things of which something else is said."""
    return (
        one
        for one in differences
        if one.what != What.MOVED and opened.addresses.name_of(one.subject)
    )


def words(opened: ServedRelease, differences: Iterable[Difference]) -> Iterator[Difference]:
    """The IRIs beside the town's things of which something else is said."""
    return (
        one
        for one in differences
        if one.what != What.MOVED and not opened.addresses.name_of(one.subject)
    )


def first_things(opened: ServedRelease, change: Change, reader: Audience, most: int) -> Sequence[ChangeRow]:
    """The first things of a change, by name only."""
    found = islice(things(opened, change.differences()), most)
    return [tell(opened, one, reader) for one in found]


def tell(
    opened: ServedRelease, one: Difference, reader: Audience, *, statements: bool = False
) -> ChangeRow:
    """What became of a thing, in a reader's words."""
    pages, iri = opened.pages, one.subject
    return ChangeRow(
        iri,
        pages.pick_text(one.names, reader) or Text(without_name(iri)),
        _href(opened, iri, reader),
        _kind(pages, iri, reader),
        one.what,
        anchor_of(opened, iri),
        tuple(_rows(opened, one.added, reader)) if statements else (),
        tuple(_rows(opened, one.removed, reader)) if statements else (),
    )


def _kind(pages: Pages, iri: str, reader: Audience) -> str:
    name = pages.name_of(iri)
    return pages.label(f"{KINDS}{name.kind}", reader).value if name else ""


def _href(opened: ServedRelease, iri: str, reader: Audience) -> str:
    """Where to read about an IRI: here, as it was last if it is gone, or elsewhere."""
    name = opened.addresses.name_of(iri)
    if name is None or iri in opened.kinds.get(name.kind, {}):
        return opened.pages.href(iri, reader)
    last = opened.gone.get(iri)
    return opened.pages.href(iri, replace(reader, release=last)) if last else ""


def _rows(opened: ServedRelease, triples: Iterable[Triple], reader: Audience) -> Iterator[Row]:
    for triple in triples:
        label = opened.pages.label(triple.predicate.value, reader)
        value = triple.object
        if isinstance(value, NamedNode):
            name = opened.pages.label(value.value, reader)
            yield Row(label, name, _href(opened, value.value, reader))
        elif isinstance(value, Literal):
            yield Row(label, Text(value.value, value.language or ""), "")
