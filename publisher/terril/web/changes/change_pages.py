"""What each release changed: ``/changes`` for all of them, ``/changes/{release}`` for one."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from flask import Response, request
from pyoxigraph import Literal, NamedNode, Triple

from terril.model.languages import gettext, translations
from terril.model.vocabulary import DCT, PROV, RDFS, TYPE, XSD
from terril.web.changes.event_stream import STREAM, feed, stream
from terril.web.changes.patch import PATCH_TYPES, PATCHES
from terril.web.changes.rows import (
    WORDS,
    find,
    first_things,
    state_of,
    tell,
    things,
    words,
)
from terril.web.http.audience import read_audience
from terril.web.http.documents import Document, PageFrame, answer, split_extension
from terril.web.http.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.release.changes.history import Change, History
    from terril.representations.pages import Audience
    from terril.town.served_release import ServedRelease

FEED = "feed"
CHANGES_A_PAGE = 20
THINGS_SHOWN = 12


def changes(served: ServedRelease, history: History, extension: str | None) -> Response:
    """All changes, the newest first."""
    found = history.list_changes()
    number, pages = _page(len(found), CHANGES_A_PAGE)

    def page(audience: Audience, frame: PageFrame) -> str:
        newest = found[::-1][(number - 1) * CHANGES_A_PAGE : number * CHANGES_A_PAGE]
        return served.pages.write(
            "changes/changes.html",
            audience,
            changes=[(one, first_things(served, one, audience, THINGS_SHOWN)) for one in newest],
            words=WORDS,
            page=number,
            pages=pages,
            **frame.values(),
        )

    def triples() -> list[Triple]:
        return [*stream(served), *(row for one in found for row in _described(served, one))]

    document = Document(
        STREAM,
        triples,
        page,
        thing=f"{served.addresses.base}{STREAM}",
        parameters={"page": str(number)} if number > 1 else {},
        links=('<changes.atom>; rel="alternate"; type="application/atom+xml"',),
        state=state_of(history),
    )
    return answer(document, served, extension)


def change(served: ServedRelease, history: History, name: str) -> Response:
    """One change, in the format that its address names: a page, data, or a patch.

    Raises:
        Problem: there is no such change.
    """
    stem, extension = split_extension(name)
    if stem == FEED:
        return feed(served, history, extension)
    patch = next((end for end in PATCHES if name.endswith(f".{end}")), None)
    if patch:
        return PATCHES[patch](served, _found(history, name.removesuffix(f".{patch}")))
    return answer(_document(served, _found(history, stem), history), served, extension)


def _found(history: History, name: str) -> Change:
    found = find(history, name)
    if found:
        return found
    audience = read_audience()
    sentence = gettext(
        "Of the release “{name}” no change is known. See what changed, and when.",
        audience.language,
        name=name[:40],
    )
    link = (gettext("What changed", audience.language), audience.to(STREAM))
    raise Problem(404, sentence, links=(link,))


def _document(served: ServedRelease, one: Change, history: History) -> Document:
    size = served.config.page_size
    number, pages = _page(one.counts.things + one.counts.words, size)

    def page(audience: Audience, frame: PageFrame) -> str:
        ordered = chain(
            things(served, one.read_differences()), words(served, one.read_differences())
        )
        shown = islice(ordered, (number - 1) * size, number * size)
        return served.pages.write(
            "changes/change.html",
            audience,
            change=one,
            told=[tell(served, row, audience, statements=True) for row in shown],
            words=WORDS,
            neighbours=_neighbours(history.list_changes(), one),
            page=number,
            pages=pages,
            **frame.values(),
        )

    return Document(
        f"{STREAM}/{one.name}",
        lambda: _described(served, one),
        page,
        thing=f"{served.addresses.base}{STREAM}/{one.name}",
        parameters={"page": str(number)} if number > 1 else {},
        links=tuple(
            f'<{one.name}.{end}>; rel="alternate"; type="{media_type}"'
            for end, media_type in PATCH_TYPES.items()
        ),
        state=state_of(history),
    )


def _neighbours(found: Sequence[Change], one: Change) -> tuple[Change | None, Change | None]:
    """The change before, and the one after."""
    place = found.index(one)
    return (
        found[place - 1] if place else None,
        found[place + 1] if place + 1 < len(found) else None,
    )


def _page(total: int, size: int) -> tuple[int, int]:
    """The page that the address asks for, counted from 1, and how many there are.

    Raises:
        Problem: there is no such page.
    """
    pages = max(1, -(-total // size))
    asked = request.args.get("page", "1")
    number = int(asked[:9]) if asked.isascii() and asked.isdigit() else 0
    if not 1 <= number <= pages:
        raise Problem(404)
    return number, pages


def _described(served: ServedRelease, one: Change) -> list[Triple]:
    """A change as an activity that made a release out of another (PROV-O)."""
    base = served.addresses.base
    me = NamedNode(f"{base}{STREAM}/{one.name}")

    def release(identity: str) -> NamedNode:
        return NamedNode(f"{base}dump/{identity}/town.nq")

    when = Literal(one.when.isoformat(), datatype=NamedNode(f"{XSD}dateTime"))
    found = [
        Triple(me, TYPE, NamedNode(f"{PROV}Activity")),
        Triple(me, NamedNode(f"{PROV}endedAtTime"), when),
        Triple(me, NamedNode(f"{PROV}generated"), release(one.release)),
        Triple(me, NamedNode(f"{DCT}isPartOf"), NamedNode(f"{base}{STREAM}")),
    ]
    if one.before:
        found.append(Triple(me, NamedNode(f"{PROV}used"), release(one.before)))
    for language, text in translations(
        "What release {release} changed", release=one.release
    ).items():
        found.append(Triple(me, NamedNode(f"{DCT}title"), Literal(text, language=language)))
    for end in PATCHES:
        found.append(Triple(me, NamedNode(f"{RDFS}seeAlso"), NamedNode(f"{me.value}.{end}")))
    return found
