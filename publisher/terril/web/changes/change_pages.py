"""Show what each release changed: ``/changes`` for all changes, ``/changes/{release}`` for one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from terril.model.languages import gettext, translate_all
from terril.model.triples import Node
from terril.web.changes.event_stream import STREAM, EventStream
from terril.web.changes.patch import PATCH_FORMATS, send_patch
from terril.web.changes.rows import WORDS, find_change, get_state, make_presenter
from terril.web.http.documents import Document, PageFrame, answer, split_extension
from terril.web.http.negotiation import read_audience
from terril.web.http.paging import count_pages, read_page_number
from terril.web.http.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Response

    from terril.release.changes.history import Change, History
    from terril.representations.pages import Audience, Pages
    from terril.town.config import Config
    from terril.town.served_release import ServedRelease
    from terril.web.changes.rows import ChangePresenter

CHANGES_A_PAGE = 20
THINGS_SHOWN = 12


def changes(served: ServedRelease, history: History, extension: str | None = None) -> Response:
    """Return all changes, the newest first."""
    base, found = served.addresses.base, history.list_changes()
    number, pages = _read_page(len(found), CHANGES_A_PAGE)

    def page(audience: Audience, frame: PageFrame) -> str:
        newest = found[::-1][(number - 1) * CHANGES_A_PAGE : number * CHANGES_A_PAGE]
        presenter = make_presenter(served, audience)
        return served.pages.write(
            "changes/changes.html",
            audience,
            changes=[(one, presenter.present_first(one, THINGS_SHOWN)) for one in newest],
            words=WORDS,
            page=number,
            pages=pages,
            **frame.values(),
        )

    def triples() -> list[Triple]:
        stream = EventStream(base, served.config).describe()
        return [*stream, *(row for one in found for row in _describe(one, base))]

    document = Document(
        STREAM,
        triples,
        page,
        thing=f"{base}{STREAM}",
        parameters={"page": str(number)} if number > 1 else {},
        links=('<changes.atom>; rel="alternate"; type="application/atom+xml"',),
        state=get_state(history),
    )
    return answer(document, served, extension)


def change(served: ServedRelease, history: History, name: str) -> Response:
    """Return one change, in the format that its address names: a page, data, or a patch.

    Raises:
        Problem: no change has this name.
    """
    stem, extension = split_extension(name)
    for end, target in PATCH_FORMATS.items():
        if name.endswith(f".{end}"):
            found = _find(history, name.removesuffix(f".{end}"))
            licence = served.config.licence
            return send_patch(found, target, served.addresses.base, licence)
    present = partial(make_presenter, served)
    found = _find(history, stem)
    document = _build_document(found, history, served.config, served.pages, present)
    return answer(document, served, extension)


def _find(history: History, name: str) -> Change:
    found = find_change(history, name)
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


def _build_document(
    one: Change,
    history: History,
    config: Config,
    pages: Pages,
    present: Callable[[Audience], ChangePresenter],
) -> Document:
    """Return the document about a change; ``present`` makes the presenter for an audience."""
    base, size = config.addresses.base, config.page_size
    number, total = _read_page(one.counts.things + one.counts.words, size)

    def page(audience: Audience, frame: PageFrame) -> str:
        first, end = (number - 1) * size, number * size
        return pages.write(
            "changes/change.html",
            audience,
            change=one,
            rows=present(audience).present_all(one, first, end),
            words=WORDS,
            neighbours=_find_neighbours(history.list_changes(), one),
            page=number,
            pages=total,
            **frame.values(),
        )

    return Document(
        f"{STREAM}/{one.name}",
        lambda: _describe(one, base),
        page,
        thing=f"{base}{STREAM}/{one.name}",
        parameters={"page": str(number)} if number > 1 else {},
        links=tuple(
            f'<{one.name}.{end}>; rel="alternate"; type="{target.media_type}"'
            for end, target in PATCH_FORMATS.items()
        ),
        state=get_state(history),
    )


def _find_neighbours(found: Sequence[Change], one: Change) -> tuple[Change | None, Change | None]:
    """Return the change before, and the one after."""
    place = found.index(one)
    return (
        found[place - 1] if place else None,
        found[place + 1] if place + 1 < len(found) else None,
    )


def _read_page(total: int, size: int) -> tuple[int, int]:
    """Return the page that the address names, counted from 1, and the number of pages.

    Raises:
        Problem: there is no such page.
    """
    pages, number = count_pages(total, size), read_page_number()
    if not 1 <= number <= pages:
        raise Problem(404)
    return number, pages


def _describe(one: Change, base: str) -> list[Triple]:
    """Return a change as an activity that made a release out of another (PROV-O)."""

    def dump(release: str) -> NamedNode:
        return NamedNode(f"{base}dump/{release}/town.nq")

    iri = f"{base}{STREAM}/{one.name}"
    node = Node(iri).add_type("prov:Activity").add("prov:endedAtTime", one.when)
    node.add("prov:generated", dump(one.release)).add_iri("dct:isPartOf", f"{base}{STREAM}")
    if one.before:
        node.add("prov:used", dump(one.before))
    titles = translate_all("What release {release} changed", release=one.release)
    node.add_texts("dct:title", titles)
    return node.add_iri("rdfs:seeAlso", *(f"{iri}.{end}" for end in PATCH_FORMATS)).triples
