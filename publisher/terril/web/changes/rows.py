"""Describe changes of things in words: their names at that time, and links to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model.languages import gettext_noop
from terril.model.vocabulary import shorten_unnamed
from terril.release.changes.comparison import ChangeKind, Difference
from terril.representations.pages import Text
from terril.store.datasets import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from terril.model.addresses import Addresses
    from terril.release.changes.history import Change, History
    from terril.release.tombstones import Tombstones
    from terril.representations.pages import Audience, Pages
    from terril.store.reader import StoreReader
    from terril.town.served_release import ServedRelease

WORDS: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: gettext_noop("new"),
    ChangeKind.CHANGED: gettext_noop("changed"),
    ChangeKind.REMOVED: gettext_noop("removed"),
}


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement in words; ``href`` is empty for a text."""

    property: Text
    value: Text
    href: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """The change of one thing, as a page shows it.

    Attributes:
        iri: of the thing.
        name: its last name at that time.
        href: address of its page; ``""`` if none is kept.
        kind: name of its kind; ``""`` for anything but a thing of the town.
        what: a word for the kind of change: new, changed or removed.
        anchor: of its version, behind the address of the change.
        added: statements that are new.
        removed: statements that are gone.
    """

    iri: str
    name: Text
    href: str
    kind: str
    what: ChangeKind
    anchor: str
    added: tuple[StatementRow, ...] = ()
    removed: tuple[StatementRow, ...] = ()


class ChangePresenter:
    """Changes in the words of one audience.

    Args:
        pages: labels and links.
        addresses: of the town.
        store: statements of the release.
        gone: things that only earlier releases have.
        audience: language and position of the page.
    """

    def __init__(
        self,
        pages: Pages,
        addresses: Addresses,
        store: StoreReader,
        gone: Tombstones,
        audience: Audience,
    ) -> None:
        self._pages = pages
        self._addresses = addresses
        self._store = store
        self._gone = gone
        self._audience = audience

    def present_first(self, change: Change, most: int) -> Sequence[ChangeRow]:
        """Return the first things of a change, by name only."""
        things = (
            one
            for one in _skip_moved(change.read_differences())
            if self._addresses.name_of(one.subject)
        )
        return [self.present(one) for one in islice(things, most)]

    def present_all(self, change: Change, first: int, end: int) -> Sequence[ChangeRow]:
        """Return some rows of a change with statements: the things, then other IRIs."""
        rows = islice(self._order(change), first, end)
        return [self.present(one, statements=True) for one in rows]

    def present(self, one: Difference, *, statements: bool = False) -> ChangeRow:
        """Return the change of one thing, with or without its statements."""
        iri = one.subject
        return ChangeRow(
            iri,
            self._pages.pick_text(one.names, self._audience) or Text(shorten_unnamed(iri)),
            self._link(iri),
            self._name_kind(iri),
            one.kind,
            make_anchor(self._addresses.base, iri),
            tuple(self._present_statements(one.added)) if statements else (),
            tuple(self._present_statements(one.removed)) if statements else (),
        )

    def _order(self, change: Change) -> Iterator[Difference]:
        """Yield the town's things, then other IRIs such as terms of the model."""
        for of_town in (True, False):
            for one in _skip_moved(change.read_differences()):
                if bool(self._addresses.name_of(one.subject)) is of_town:
                    yield one

    def _name_kind(self, iri: str) -> str:
        name = self._pages.name_of(iri)
        return self._pages.label(f"{KINDS}{name.kind}", self._audience).value if name else ""

    def _link(self, iri: str) -> str:
        """Return the address of an IRI's page: here, in its last release, or elsewhere."""
        name = self._addresses.name_of(iri)
        if name is None or self._store.describes(NamedNode(iri)):
            return self._pages.href(iri, self._audience)
        last = self._gone.find_last(iri)
        return self._pages.href(iri, replace(self._audience, release=last)) if last else ""

    def _present_statements(self, triples: Iterable[Triple]) -> Iterator[StatementRow]:
        for triple in triples:
            label = self._pages.label(triple.predicate.value, self._audience)
            value = triple.object
            if isinstance(value, NamedNode):
                name = self._pages.label(value.value, self._audience)
                yield StatementRow(label, name, self._link(value.value))
            elif isinstance(value, Literal):
                yield StatementRow(label, Text(value.value, value.language or ""), "")


def make_presenter(served: ServedRelease, audience: Audience) -> ChangePresenter:
    """Return the presenter of changes for a release."""
    return ChangePresenter(served.pages, served.addresses, served.store, served.gone, audience)


def find_change(history: History, name: str) -> Change | None:
    """Return the change of a name."""
    return next((one for one in history.list_changes() if one.name == name), None)


def get_state(history: History) -> str:
    """Return a text that differs whenever anything shown of the changes does."""
    changes = history.list_changes()
    return f"{len(changes)} {changes[0].name} {changes[-1].name}" if changes else "none"


def make_anchor(base: str, subject: str) -> str:
    """Return the anchor of an IRI behind the address of a change, unique to the IRI."""
    path = subject.removeprefix(base)
    return path.replace("%", "%25").replace("#", "%23")


def _skip_moved(differences: Iterable[Difference]) -> Iterator[Difference]:
    """Yield the differences with other statements than before, not only in other graphs."""
    return (one for one in differences if one.kind != ChangeKind.MOVED)
