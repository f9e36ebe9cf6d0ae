"""Publish the changes as an event stream of versions, in pages that never change.

Sources: Linked Data Event Streams 1.0, and TREE. A version has the statements of its thing, with
the version's own IRI as the subject; a removed thing has a version of the type ``as:Delete``.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from itertools import islice
from typing import TYPE_CHECKING

from flask import current_app
from pyoxigraph import NamedNode, Triple

from terril.model.languages import gettext, translate_all
from terril.model.triples import Node, term
from terril.model.vocabulary import TYPE
from terril.release.changes.comparison import ChangeKind
from terril.web.changes.rows import find_change, get_state, make_anchor
from terril.web.http.documents import Document, PageFrame, answer, split_extension
from terril.web.http.negotiation import read_audience
from terril.web.http.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from flask import Response

    from terril.release.changes.comparison import Difference
    from terril.release.changes.history import Change, History
    from terril.representations.pages import Audience, Pages
    from terril.town.config import Config
    from terril.town.served_release import ServedRelease

STREAM = "changes"
VIEW = "changes/feed"
# Part of the addresses of pages that never change, so it must not change either.
MEMBERS_A_PAGE = 250
MEMBER_PAGES = "terril.member_pages"
"""Name of the open files of changes among the extensions of the application."""
FIRST = "start"
A_YEAR = 365 * 24 * 3600
RELATIONS = ("GreaterThanOrEqualToRelation", "LessThanOrEqualToRelation")
READERS = 4
"""Files kept open at the end of the last page sent; each waits for the next page of a reader."""


def feed(served: ServedRelease, history: History, extension: str | None = None) -> Response:
    """Return the entry point: the pages with their times. It grows with each release."""
    stream = EventStream(served.addresses.base, served.config)

    def triples() -> list[Triple]:
        changes = history.list_changes()
        found = [*stream.describe(), *stream.describe_view(changes)]
        for change in changes:
            found += stream.describe_relations(change)
        return found

    page = _page_writer(served.pages)
    return answer(Document(VIEW, triples, page, state=get_state(history)), served, extension)


def page(served: ServedRelease, history: History, name: str, before: str, part: str) -> Response:
    """Return one page of versions, which never changes."""
    members: MemberPages = current_app.extensions[MEMBER_PAGES]
    stem, extension = split_extension(part)
    change = find_change(history, name)
    number = int(stem) if stem.isascii() and stem.isdigit() and len(stem) < 9 else 0
    known = change and before == (change.before or FIRST)
    if not (change and known and 1 <= number <= _count_pages(change)):
        raise _refuse_page()
    stream = EventStream(served.addresses.base, served.config)
    document = Document(
        make_page_path(change, number),
        lambda: stream.describe_page(change, number, members.read(change, number)),
        _page_writer(served.pages),
        state=f"{change.name} {change.before}",
    )
    response = answer(document, served, extension)
    if response.mimetype != "text/html":
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


class EventStream:
    """The event stream of a town as RDF.

    Args:
        base: base IRI of the town.
        config: publisher and licence.
    """

    def __init__(self, base: str, config: Config) -> None:
        self._base = base
        self._config = config
        self._stream = NamedNode(f"{base}{STREAM}")
        self._view = NamedNode(f"{base}{VIEW}")

    def describe(self) -> list[Triple]:
        """Return the triples about the stream itself."""
        node = Node(self._stream).add_type("ldes:EventStream")
        node.add("ldes:versionOfPath", term("dct:isVersionOf"))
        node.add("ldes:timestampPath", term("as:published"))
        node.add("ldes:versionDeletePath", TYPE)
        node.add("ldes:versionDeleteObject", term("as:Delete"))
        node.add("tree:view", self._view)
        node.add_iri("dct:license", self._config.licence)
        node.add_iri("dct:publisher", str(self._config.publisher.iri))
        return node.add_texts(
            "dct:title", translate_all("What changed in the town’s data")
        ).triples

    def describe_view(self, changes: Sequence[Change]) -> list[Triple]:
        """Return the entry point with its policy: every version since the first is kept."""
        policy = Node(f"{self._view.value}#retention").add_type("ldes:RetentionPolicy")
        if changes:
            policy.add("ldes:startingFrom", changes[0].when)
        policy.add_texts(
            "dct:description",
            translate_all("Every version is kept from the first change that is known here."),
        )
        description = Node(f"{self._view.value}#description").add_type("tree:ViewDescription")
        description.add_node("ldes:retentionPolicy", policy)
        view = Node(self._view).add_type("tree:Node")
        return view.add_node("tree:viewDescription", description).triples

    def describe_relations(self, change: Change) -> list[Triple]:
        """Return the links to the pages of a change, whose versions all have its time."""
        view = Node(self._view)
        for part in range(1, _count_pages(change) + 1):
            for kind in RELATIONS:
                relation = Node(f"{self._view.value}#{change.name}-{part}-{kind}")
                relation.add_type(f"tree:{kind}").add("tree:path", term("as:published"))
                relation.add("tree:value", change.when)
                relation.add_iri("tree:node", self._base + make_page_path(change, part))
                view.add_node("tree:relation", relation)
        return view.triples

    def describe_page(
        self, change: Change, part: int, differences: Iterable[Difference]
    ) -> list[Triple]:
        """Return one page with all statements of its versions."""
        page_node = Node(self._base + make_page_path(change, part)).add_type("tree:Node")
        page_node.add("dct:isPartOf", self._view)
        stream = Node(self._stream)
        for one in differences:
            anchor = make_anchor(self._base, one.subject)
            version = Node(f"{self._stream.value}/{change.name}#{anchor}")
            version.add_iri("dct:isVersionOf", one.subject).add("as:published", change.when)
            if one.kind == ChangeKind.REMOVED:
                version.add_type("as:Delete")
            version.triples += (Triple(version.subject, t.predicate, t.object) for t in one.after)
            stream.add_node("tree:member", version)
        return [*self.describe(), *page_node, *stream]


class MemberPages:
    """The versions of changes in pages; a client that reads on in order has each file read once.

    Safe to use from many threads.

    Args:
        size: members of a page.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._waiting: OrderedDict[tuple[Path, int], Iterator[Difference]] = OrderedDict()

    def read(self, change: Change, number: int) -> list[Difference]:
        """Return the members of one page of a change; pages count from 1."""
        with self._lock:
            rest = self._waiting.pop((change.path, number), None)
        if rest is None:
            members = (one for one in change.read_differences() if one.kind != ChangeKind.MOVED)
            rest = islice(members, (number - 1) * self._size, None)
        found = list(islice(rest, self._size))
        if len(found) == self._size:
            self._keep(change.path, number + 1, rest)
        return found

    def _keep(self, path: Path, number: int, rest: Iterator[Difference]) -> None:
        with self._lock:
            self._waiting[path, number] = rest
            while len(self._waiting) > READERS:
                self._waiting.popitem(last=False)


def make_page_path(change: Change, part: int) -> str:
    """Return the path of a page.

    It names the release compared with: that changes when releases are deleted by hand.
    """
    return f"{VIEW}/{change.name}/{change.before or FIRST}/{part}"


def _count_pages(change: Change) -> int:
    return -(-(change.counts.things + change.counts.words) // MEMBERS_A_PAGE)


def _page_writer(pages: Pages) -> Callable[[Audience, PageFrame], str]:
    return lambda audience, frame: pages.write(
        "changes/event_stream.html", audience, **frame.values()
    )


def _refuse_page() -> Problem:
    audience = read_audience()
    sentence = gettext(
        "There is no such page of changes. Begin again at the first one.", audience.language
    )
    link = (gettext("The changes for programs", audience.language), audience.to(VIEW))
    return Problem(404, sentence, links=(link,))
