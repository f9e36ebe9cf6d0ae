"""What a change says of things, in words: their names as they were then, and where they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model.languages import gettext_noop
from terril.release.changes.comparison import ChangeKind, Difference
from terril.representations.pages import Text
from terril.representations.pages.texts import without_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from terril.release.changes.history import Change, History
    from terril.representations.pages import Audience
    from terril.town.served_release import ServedRelease

WORDS: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: gettext_noop("new"),
    ChangeKind.CHANGED: gettext_noop("changed"),
    ChangeKind.REMOVED: gettext_noop("removed"),
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
    what: ChangeKind
    anchor: str
    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()


def find(history: History, name: str) -> Change | None:
    """The change of a name."""
    return next((one for one in history.list_changes() if one.name == name), None)


def state_of(history: History) -> str:
    """What decides everything that is told of the changes."""
    changes = history.list_changes()
    return f"{len(changes)} {changes[0].name} {changes[-1].name}" if changes else "none"


def anchor_of(served: ServedRelease, subject: str) -> str:
    """What names an IRI behind the address of a change; different IRIs differently."""
    path = subject.removeprefix(served.addresses.base)
    return path.replace("%", "%25").replace("#", "%23")


def things(served: ServedRelease, differences: Iterable[Difference]) -> Iterator[Difference]:
    """The town's things of which something else is said."""
    return (
        one
        for one in differences
        if one.kind != ChangeKind.MOVED and served.addresses.name_of(one.subject)
    )


def words(served: ServedRelease, differences: Iterable[Difference]) -> Iterator[Difference]:
    """The IRIs beside the town's things of which something else is said."""
    return (
        one
        for one in differences
        if one.kind != ChangeKind.MOVED and not served.addresses.name_of(one.subject)
    )


def first_things(
    served: ServedRelease, change: Change, audience: Audience, most: int
) -> Sequence[ChangeRow]:
    """The first things of a change, by name only."""
    found = islice(things(served, change.read_differences()), most)
    return [tell(served, one, audience) for one in found]


def tell(
    served: ServedRelease, one: Difference, audience: Audience, *, statements: bool = False
) -> ChangeRow:
    """What became of a thing, in a reader's words."""
    pages, iri = served.pages, one.subject
    return ChangeRow(
        iri,
        pages.pick_text(one.names, audience) or Text(without_name(iri)),
        _href(served, iri, audience),
        pages.kind_of(iri, audience),
        one.kind,
        anchor_of(served, iri),
        tuple(_rows(served, one.added, audience)) if statements else (),
        tuple(_rows(served, one.removed, audience)) if statements else (),
    )


def _href(served: ServedRelease, iri: str, audience: Audience) -> str:
    """Where to read about an IRI: here, as it was last if it is gone, or elsewhere."""
    name = served.addresses.name_of(iri)
    if name is None or iri in served.kinds.get(name.kind, {}):
        return served.pages.href(iri, audience)
    last = served.gone.get(iri)
    return served.pages.href(iri, replace(audience, release=last)) if last else ""


def _rows(served: ServedRelease, triples: Iterable[Triple], audience: Audience) -> Iterator[Row]:
    for triple in triples:
        label = served.pages.label(triple.predicate.value, audience)
        value = triple.object
        if isinstance(value, NamedNode):
            name = served.pages.label(value.value, audience)
            yield Row(label, name, _href(served, value.value, audience))
        elif isinstance(value, Literal):
            yield Row(label, Text(value.value, value.language or ""), "")
