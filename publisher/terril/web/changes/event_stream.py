"""The changes for programs that follow: an event stream of versions, in pages that stay.

Sources: Linked Data Event Streams 1.0, and TREE. A version has the statements of its thing,
with the version's own IRI as the subject; what disappears has a version of the type
``as:Delete``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model.languages import gettext, translations
from terril.model.vocabulary import AS, DCT, LDES, TREE, TYPE, XSD
from terril.release.changes.comparison import ChangeKind
from terril.web.changes.rows import anchor_of, find, state_of
from terril.web.changes.stream_members import MemberPages
from terril.web.http.audience import read_audience
from terril.web.http.documents import Document, PageFrame, answer, split_extension
from terril.web.http.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Response

    from terril.release.changes.comparison import Difference
    from terril.release.changes.history import Change, History
    from terril.representations.pages import Audience
    from terril.town.served_release import ServedRelease

STREAM = "changes"
VIEW = "changes/feed"
# A part of the addresses of pages that never change: another number would make others.
MEMBERS_A_PAGE = 250
FIRST = "start"
A_YEAR = 365 * 24 * 3600
VERSION_OF = NamedNode(f"{DCT}isVersionOf")
PUBLISHED = NamedNode(f"{AS}published")
RELATIONS = ("GreaterThanOrEqualToRelation", "LessThanOrEqualToRelation")


def feed(served: ServedRelease, history: History, extension: str | None) -> Response:
    """The way in: which page has the versions of which time. It grows with each release."""

    def triples() -> list[Triple]:
        found = [*stream(served), *_retention(served, history)]
        for change in history.list_changes():
            found += _relations(served, change)
        return found

    document = Document(
        VIEW,
        triples,
        lambda audience, frame: _page(served, audience, frame),
        state=state_of(history),
    )
    return answer(document, served, extension)


def page(history: History) -> Callable[..., Response]:
    """A view that answers with one page of versions; it stays as it is."""
    members = MemberPages(MEMBERS_A_PAGE)

    def answered(served: ServedRelease, name: str, before: str, part: str) -> Response:
        number, extension = split_extension(part)
        change = find(history, name)
        whole = number.isascii() and number.isdigit() and len(number) < 9
        known = change and whole and before == (change.before or FIRST)
        if not (change and known and 1 <= int(number) <= _pages(change)):
            raise _unknown()
        address = f"{_path(change, int(number))}"
        document = Document(
            address,
            lambda: _content(served, change, int(number), members),
            lambda audience, frame: _page(served, audience, frame),
            state=f"{change.name} {change.before}",
        )
        response = answer(document, served, extension)
        if response.mimetype != "text/html":
            response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
        return response

    return answered


def stream(served: ServedRelease) -> list[Triple]:
    """What the stream says of itself."""
    base = served.addresses.base
    me, view = NamedNode(f"{base}{STREAM}"), NamedNode(f"{base}{VIEW}")
    found = [
        Triple(me, TYPE, NamedNode(f"{LDES}EventStream")),
        Triple(me, NamedNode(f"{LDES}versionOfPath"), VERSION_OF),
        Triple(me, NamedNode(f"{LDES}timestampPath"), PUBLISHED),
        Triple(me, NamedNode(f"{LDES}versionDeletePath"), TYPE),
        Triple(me, NamedNode(f"{LDES}versionDeleteObject"), NamedNode(f"{AS}Delete")),
        Triple(me, NamedNode(f"{TREE}view"), view),
        Triple(me, NamedNode(f"{DCT}license"), NamedNode(str(served.config.licence))),
        Triple(me, NamedNode(f"{DCT}publisher"), NamedNode(str(served.config.publisher.iri))),
    ]
    for language, text in translations("What changed in the town’s data").items():
        found.append(Triple(me, NamedNode(f"{DCT}title"), Literal(text, language=language)))
    return found


def _retention(served: ServedRelease, history: History) -> Iterator[Triple]:
    """That every version since the first change is kept."""
    view = f"{served.addresses.base}{VIEW}"
    me = NamedNode(view)
    description, policy = NamedNode(f"{view}#description"), NamedNode(f"{view}#retention")
    yield Triple(me, TYPE, NamedNode(f"{TREE}Node"))
    yield Triple(me, NamedNode(f"{TREE}viewDescription"), description)
    yield Triple(description, TYPE, NamedNode(f"{TREE}ViewDescription"))
    yield Triple(description, NamedNode(f"{LDES}retentionPolicy"), policy)
    yield Triple(policy, TYPE, NamedNode(f"{LDES}RetentionPolicy"))
    for change in history.list_changes()[:1]:
        yield Triple(policy, NamedNode(f"{LDES}startingFrom"), _time(change))
    sentence = translations("Every version is kept from the first change that is known here.")
    for language, text in sentence.items():
        about = Literal(text, language=language)
        yield Triple(policy, NamedNode(f"{DCT}description"), about)


def _relations(served: ServedRelease, change: Change) -> Iterator[Triple]:
    """All versions of a change have its time: from it, and up to it."""
    base = served.addresses.base
    view = NamedNode(f"{base}{VIEW}")
    for part in range(1, _pages(change) + 1):
        for kind in RELATIONS:
            me = NamedNode(f"{view.value}#{change.name}-{part}-{kind}")
            yield Triple(view, NamedNode(f"{TREE}relation"), me)
            yield Triple(me, TYPE, NamedNode(f"{TREE}{kind}"))
            yield Triple(me, NamedNode(f"{TREE}path"), PUBLISHED)
            yield Triple(me, NamedNode(f"{TREE}value"), _time(change))
            yield Triple(me, NamedNode(f"{TREE}node"), NamedNode(base + _path(change, part)))


def _content(
    served: ServedRelease, change: Change, part: int, members: MemberPages
) -> list[Triple]:
    """A page, and its versions whole."""
    base = served.addresses.base
    whole = NamedNode(f"{base}{STREAM}")
    me = NamedNode(base + _path(change, part))
    found = [
        *stream(served),
        Triple(me, TYPE, NamedNode(f"{TREE}Node")),
        Triple(me, NamedNode(f"{DCT}isPartOf"), NamedNode(f"{base}{VIEW}")),
    ]
    for one in members.page(change, part):
        version = NamedNode(f"{base}{STREAM}/{change.name}#{anchor_of(served, one.subject)}")
        found.append(Triple(whole, NamedNode(f"{TREE}member"), version))
        found += _version(version, one, change)
    return found


def _version(version: NamedNode, one: Difference, change: Change) -> Iterator[Triple]:
    yield Triple(version, VERSION_OF, NamedNode(one.subject))
    yield Triple(version, PUBLISHED, _time(change))
    if one.kind == ChangeKind.REMOVED:
        yield Triple(version, TYPE, NamedNode(f"{AS}Delete"))
    for triple in one.after:
        yield Triple(version, triple.predicate, triple.object)


def _pages(change: Change) -> int:
    return -(-(change.counts.things + change.counts.words) // MEMBERS_A_PAGE)


def _path(change: Change, part: int) -> str:
    """Of what it is compared with, too: that changes if releases are lost untold."""
    return f"{VIEW}/{change.name}/{change.before or FIRST}/{part}"


def _time(change: Change) -> Literal:
    return Literal(change.when.isoformat(), datatype=NamedNode(f"{XSD}dateTime"))


def _page(served: ServedRelease, audience: Audience, frame: PageFrame) -> str:
    return served.pages.write("changes/event_stream.html", audience, **frame.values())


def _unknown() -> Problem:
    audience = read_audience()
    sentence = gettext(
        "There is no such page of changes. Begin again at the first one.", audience.language
    )
    link = (gettext("The changes for programs", audience.language), audience.to(VIEW))
    return Problem(404, sentence, links=(link,))
