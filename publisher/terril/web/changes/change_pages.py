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
    from terril.web.opened import ServedRelease

FEED = "feed"
CHANGES_A_PAGE = 20
THINGS_SHOWN = 12


def changes(opened: ServedRelease, history: History, extension: str | None) -> Response:
    """All changes, the newest first."""
    found = history.changes()
    number, pages = _page(len(found), CHANGES_A_PAGE)

    def page(reader: Audience, frame: PageFrame) -> str:
        newest = found[::-1][(number - 1) * CHANGES_A_PAGE : number * CHANGES_A_PAGE]
        return opened.pages.write(
            "changes/changes.html",
            reader,
            changes=[(one, first_things(opened, one, reader, THINGS_SHOWN)) for one in newest],
            words=WORDS,
            page=number,
            pages=pages,
            **frame.values(),
        )

    def triples() -> list[Triple]:
        return [*stream(opened), *(row for one in found for row in _described(opened, one))]

    document = Document(
        STREAM,
        triples,
        page,
        thing=f"{opened.addresses.base}{STREAM}",
        parameters={"page": str(number)} if number > 1 else {},
        links=('<changes.atom>; rel="alternate"; type="application/atom+xml"',),
        state=state_of(history),
    )
    return answer(document, opened, extension)


def change(opened: ServedRelease, history: History, name: str) -> Response:
    """One change, in the format that its address names: a page, data, or a patch.

    Raises:
        Problem: there is no such change.
    """
    stem, extension = split_extension(name)
    if stem == FEED:
        return feed(opened, history, extension)
    patch = next((end for end in PATCHES if name.endswith(f".{end}")), None)
    if patch:
        return PATCHES[patch](opened, _found(history, name.removesuffix(f".{patch}")))
    return answer(_document(opened, _found(history, stem), history), opened, extension)


def _found(history: History, name: str) -> Change:
    found = find(history, name)
    if found:
        return found
    reader = read_audience()
    sentence = gettext(
        "Of the release “{name}” no change is known. See what changed, and when.",
        reader.language,
        name=name[:40],
    )
    link = (gettext("What changed", reader.language), reader.to(STREAM))
    raise Problem(404, sentence, links=(link,))


def _document(opened: ServedRelease, one: Change, history: History) -> Document:
    size = opened.config.page_size
    number, pages = _page(one.counts.things + one.counts.words, size)

    def page(reader: Audience, frame: PageFrame) -> str:
        ordered = chain(things(opened, one.differences()), words(opened, one.differences()))
        shown = islice(ordered, (number - 1) * size, number * size)
        return opened.pages.write(
            "changes/change.html",
            reader,
            change=one,
            told=[tell(opened, row, reader, statements=True) for row in shown],
            words=WORDS,
            neighbours=_neighbours(history.changes(), one),
            page=number,
            pages=pages,
            **frame.values(),
        )

    return Document(
        f"{STREAM}/{one.name}",
        lambda: _described(opened, one),
        page,
        thing=f"{opened.addresses.base}{STREAM}/{one.name}",
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


def _described(opened: ServedRelease, one: Change) -> list[Triple]:
    """A change as an activity that made a release out of another (PROV-O)."""
    base = opened.addresses.base
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
    for language, text in translations("What release {release} changed", release=one.release).items():
        found.append(Triple(me, NamedNode(f"{DCT}title"), Literal(text, language=language)))
    for end in PATCHES:
        found.append(Triple(me, NamedNode(f"{RDFS}seeAlso"), NamedNode(f"{me.value}.{end}")))
    return found
