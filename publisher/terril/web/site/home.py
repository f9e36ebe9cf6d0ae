"""The start page: the town, its themes and places, and how to use its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model.formats import RDF_FORMATS
from terril.model.vocabulary import DCT, HYDRA, RDFS, TYPE, VOID, XSD
from terril.representations.drawings.svg_map import draw_map
from terril.representations.pages.coordinates import whereabouts
from terril.representations.pages.thing_page import questions_of
from terril.store.datasets import WHOLE
from terril.store.search import fold
from terril.web.changes.rows import WORDS, first_things, state_of
from terril.web.http.documents import Document, PageFrame, answer
from terril.web.void import statistics

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from flask import Response

    from terril.release.changes.history import History
    from terril.representations.pages import Audience
    from terril.web.changes.rows import ChangeRow
    from terril.web.opened import ServedRelease

THEME, ORGANIZATION, PROJECT, PLACE = "theme", "organization", "project", "place"
NEWS = 5


def home(served: ServedRelease, history: History, extension: str | None) -> Response:
    """The start page: what there is, and how to get it."""

    def triples() -> list[Triple]:
        return _dataset(served)

    def page(audience: Audience, frame: PageFrame) -> str:
        news = _news(served, history, audience)
        values = _values(served, audience)
        return served.pages.write(
            "site/home.html", audience, news=news, words=WORDS, **values, **frame.values()
        )

    base = served.addresses.base
    document = Document("index", triples, page, thing=base, state=state_of(history))
    return answer(document, served, extension)


def _news(
    served: ServedRelease, history: History, audience: Audience
) -> Sequence[tuple[ChangeRow, datetime]]:
    """The things that changed last, and when; none of the first release: there all is new."""
    found: dict[str, tuple[ChangeRow, datetime]] = {}
    for change in reversed(history.changes()[1:]):
        # Whatever of it is known from a newer change leaves room for others.
        for one in first_things(served, change, audience, NEWS + len(found)):
            found.setdefault(one.iri, (one, change.when))
        if len(found) >= NEWS:
            break
    return list(found.values())[:NEWS]


def _values(served: ServedRelease, audience: Audience) -> dict[str, object]:
    """What the template of the start page shows."""
    pages, store = served.pages, served.store
    listed = {kind for one in served.datasets if one.name != WHOLE for kind in one.kinds}
    kinds = sorted(
        (
            (kind, pages.kind_heading(kind, audience), len(things))
            for kind, things in served.kinds.items()
        ),
        key=lambda row: fold(row[1]),
    )
    themes = [
        (iri, questions_of(store, pages, iri, audience), pages.description(iri, audience))
        for iri in served.kinds.get(THEME, ())
    ]
    places = whereabouts(store, pages, served.kinds.get(PLACE, ()), audience)
    structures = [*served.members(ORGANIZATION, audience), *served.members(PROJECT, audience)]
    return {
        "kinds": [row for row in kinds if row[0] in listed],
        "further_kinds": [row for row in kinds if row[0] not in listed],
        "themes": themes,
        "map": draw_map(places, pages.town.tiles),
        "structures": structures,
        "release": served.release,
        "things": served.release.manifest.things,
        "triples": served.release.manifest.triples,
        "dumps": [(row.name, f"dump/latest/town.{row.extension}") for row in RDF_FORMATS],
    }


def _dataset(served: ServedRelease) -> list[Triple]:
    """The whole town as one data set (VoID, sections 2 and 3)."""
    base = served.addresses.base
    me = NamedNode(base)
    manifest = served.release.manifest
    integer = NamedNode(f"{XSD}integer")
    found = [
        Triple(me, TYPE, NamedNode(f"{VOID}Dataset")),
        Triple(me, NamedNode(f"{DCT}license"), NamedNode(str(served.config.licence))),
        Triple(me, NamedNode(f"{DCT}publisher"), NamedNode(str(served.config.publisher.iri))),
        Triple(me, NamedNode(f"{DCT}identifier"), Literal(served.release.id)),
        Triple(me, NamedNode(f"{VOID}sparqlEndpoint"), NamedNode(f"{base}sparql")),
        # Who follows the changes begins there; who harvests, at the catalogue.
        Triple(me, NamedNode(f"{RDFS}seeAlso"), NamedNode(f"{base}changes/feed")),
        Triple(me, NamedNode(f"{DCT}isPartOf"), NamedNode(f"{base}catalogue")),
        Triple(me, NamedNode(f"{VOID}triples"), Literal(str(manifest.triples), datatype=integer)),
    ]
    for language, name in sorted(served.config.name.items()):
        found.append(Triple(me, NamedNode(f"{DCT}title"), Literal(name, language=language)))
    for row in RDF_FORMATS:
        dump = NamedNode(f"{base}dump/latest/town.{row.extension}")
        found.append(Triple(me, NamedNode(f"{VOID}dataDump"), dump))
    lists = [NamedNode(f"{base}{kind}") for kind in served.kinds]
    found += [Triple(me, NamedNode(f"{VOID}rootResource"), one) for one in lists]
    found += statistics(served)
    return found + [Triple(one, TYPE, NamedNode(f"{HYDRA}Collection")) for one in lists]
