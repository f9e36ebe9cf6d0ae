"""Show the start page: the town, its themes and places, and the ways to its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.formats import RDF_FORMATS
from terril.model.triples import Node, texts
from terril.representations.drawings.svg_map import draw_map
from terril.representations.pages.coordinates import find_points
from terril.representations.pages.thing_page import find_guiding_questions
from terril.representations.service.void import describe_statistics
from terril.store.datasets import WHOLE
from terril.store.search import ThingList, fold
from terril.web.changes.rows import WORDS, get_state, make_presenter
from terril.web.http.documents import Document, PageFrame, answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from flask import Response
    from pyoxigraph import Triple

    from terril.model.formats import Format
    from terril.release.changes.history import Change, History
    from terril.release.release import Release
    from terril.representations.pages import Audience
    from terril.store.graphs import Statistics
    from terril.town.config import Config
    from terril.town.served_release import ServedRelease
    from terril.web.changes.rows import ChangePresenter, ChangeRow

THEME, PLACE = "theme", "place"
LISTED = ("organization", "project")
MOST_THEMES, MOST_STRUCTURES = 100, 200
"""Things of a kind on the page; the lists have them all."""
NEWS = 5


def home(served: ServedRelease, history: History, extension: str | None = None) -> Response:
    """Return the start page, or the description of the whole town as a data set."""
    base = served.addresses.base

    def triples() -> list[Triple]:
        return _describe_town(
            base, served.config, served.release, list(served.kinds), served.statistics
        )

    def page(audience: Audience, frame: PageFrame) -> str:
        news = _find_news(history.list_changes(), make_presenter(served, audience))
        values = _build_values(served, audience)
        return served.pages.write(
            "site/home.html", audience, news=news, words=WORDS, **values, **frame.values()
        )

    document = Document("index", triples, page, thing=base, state=get_state(history))
    return answer(document, served, extension)


def _find_news(
    changes: Sequence[Change], presenter: ChangePresenter
) -> Sequence[tuple[ChangeRow, datetime]]:
    """Return the things that changed last, and when; without the first release, all of it new."""
    found: dict[str, tuple[ChangeRow, datetime]] = {}
    for change in reversed(changes[1:]):
        # Up to `len(found)` of its things may be in newer changes, too.
        for one in presenter.present_first(change, NEWS + len(found)):
            found.setdefault(one.iri, (one, change.when))
        if len(found) >= NEWS:
            break
    return list(found.values())[:NEWS]


def _build_values(served: ServedRelease, audience: Audience) -> dict[str, object]:
    """Return the values of the template."""
    pages, store = served.pages, served.store
    listed = {kind for one in served.datasets if one.name != WHOLE for kind in one.kinds}
    kinds = sorted(
        (
            (kind, pages.kind_heading(kind, audience), len(things))
            for kind, things in served.kinds.items()
        ),
        key=lambda row: fold(row[1]),
    )
    shown = served.kinds.get(THEME, ())[:MOST_THEMES]
    themes = [
        (
            iri,
            find_guiding_questions(store, pages, iri, audience),
            pages.description(iri, audience),
        )
        for iri in shown
    ]
    points = find_points(store, pages, served.kinds.get(PLACE, ()), audience)
    lists = [ThingList(served.things, kind) for kind in LISTED if kind in served.kinds]
    return {
        "kinds": [row for row in kinds if row[0] in listed],
        "further_kinds": [row for row in kinds if row[0] not in listed],
        "themes": themes,
        "map": draw_map(points, pages.town.tiles),
        "structures": [
            iri for one in lists for iri in one.read_page(0, MOST_STRUCTURES, audience.language)
        ],
        "cut": [one.kind for one in lists if len(one) > MOST_STRUCTURES],
        "release": served.release,
        "things": served.release.manifest.things,
        "triples": served.release.manifest.triples,
        "dumps": [(row.name, f"dump/latest/{name}") for row, name in _list_dumps(served.release)],
    }


def _list_dumps(release: Release) -> Iterator[tuple[Format, str]]:
    """Yield the name of the file of the whole town in each format that can carry it."""
    for row in RDF_FORMATS:
        name = f"{WHOLE}.{row.extension}"
        if release.has_dump(name):
            yield row, name


def _describe_town(
    base: str, config: Config, release: Release, kinds: Iterable[str], statistics: Statistics
) -> list[Triple]:
    """Return the whole town as one data set (VoID, sections 2 and 3)."""
    lists = [Node(f"{base}{kind}").add_type("hydra:Collection") for kind in kinds]
    node = Node(base).add_type("void:Dataset")
    node.add_iri("dct:license", config.licence)
    node.add_iri("dct:publisher", str(config.publisher.iri))
    node.add("dct:identifier", release.id).add_iri("void:sparqlEndpoint", f"{base}sparql")
    # Clients that follow the changes start at the feed, harvesters at the catalogue.
    node.add_iri("rdfs:seeAlso", f"{base}changes/feed")
    node.add_iri("dct:isPartOf", f"{base}catalogue")
    node.add("void:triples", release.manifest.triples)
    node.add("dct:title", *texts(config.name, first=sorted(config.name)))
    node.add("dct:description", *texts(config.notice, first=sorted(config.notice)))
    dumps = (f"{base}dump/latest/{name}" for _, name in _list_dumps(release))
    node.add_iri("void:dataDump", *dumps)
    node.add("void:rootResource", *(one.subject for one in lists))
    found = [*node, *describe_statistics(base, release.manifest.things, statistics)]
    return found + [triple for one in lists for triple in one]
