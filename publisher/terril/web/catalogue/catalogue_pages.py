"""The catalogue at ``/catalogue``, and each dataset at ``/catalogue/{name}``."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import NotFound

from terril.model.vocabulary import TERRIL
from terril.release.release import DUMPS
from terril.representations.catalogue import (
    FILE_TYPES,
    FORM_NAMES,
    Catalogue,
    build_markup,
    describe_catalogue,
    describe_dataset,
)
from terril.representations.drawings.svg_map import draw_map
from terril.representations.pages.coordinates import find_points
from terril.representations.pages.schema_org import build_json_ld
from terril.representations.tables.dictionary import explain_columns, get_headings
from terril.representations.tables.listing import make_listing
from terril.representations.tables.table import TableMaker
from terril.web.catalogue.dataset_history import history_of
from terril.web.changes.rows import state_of
from terril.web.http.documents import Document, PageFrame, answer, split_extension
from terril.web.stored_queries.query_forms import examples_on
from terril.web.vocabulary.definitions import title_of

if TYPE_CHECKING:
    from flask import Response
    from pyoxigraph import Triple

    from terril.model.dump_files import DumpFile
    from terril.release.changes.history import History
    from terril.representations.pages import Audience
    from terril.representations.pages.facts import Value
    from terril.store.datasets import Dataset
    from terril.town.served_release import ServedRelease

NAME = "catalogue"
PREVIEW = 10
EVENTS = 5


def catalogue(served: ServedRelease, extension: str | None) -> Response:
    """The datasets of the town, a page of them.

    Raises:
        NotFound: there is no such page, or the release has no datasets.
    """
    found = _catalogue(served)
    text = request.args.get("page", "1")
    number = int(text[:9]) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= found.pages:
        raise NotFound
    suffix = f".{extension}" if extension else ""

    def page(audience: Audience, frame: PageFrame) -> str:
        rows = [
            (one, found.get_title(one), _files(served, one, audience)) for one in found.datasets
        ]
        return served.pages.write(
            "catalogue/catalogue.html", audience, rows=rows, **frame.values()
        )

    document = Document(
        NAME,
        lambda: describe_catalogue(found, number, suffix),
        page,
        parameters={"page": text} if "page" in request.args else {},
    )
    return answer(document, served, extension)


def dataset(served: ServedRelease, history: History, name: str) -> Response:
    """One dataset: what is in it, its files, its beginning as a table and a map, its history.

    Raises:
        NotFound: there is none of that name.
    """
    stem, extension = split_extension(name)
    found = _catalogue(served)
    one = next((one for one in found.datasets if one.name == stem), None)
    if one is None:
        raise NotFound

    def triples() -> list[Triple]:
        return [*describe_dataset(found, one), *build_markup(found, one)]

    def page(audience: Audience, frame: PageFrame) -> str:
        shown = sorted(one.things)[:PREVIEW]
        points = find_points(served.store, served.pages, one.things, audience)
        values = {
            "dataset": one,
            "kinds": [(kind, served.pages.kind_heading(kind, audience)) for kind in one.kinds],
            "dates": found.dates[stem],
            "events": tuple(islice(history_of(served, history, one), EVENTS)),
            "examples": examples_on(served, one, audience),
            "files": _files(served, one, audience),
            "table": make_listing(served.store, served.pages, shown, audience),
            "map": draw_map(points, served.pages.town.tiles),
            "headings": get_headings(audience.language),
            "columns": _columns(served, one, audience),
            "documents": _documents(served, one, audience),
            "json_ld": build_json_ld(build_markup(found, one), found.get_dataset_iri(stem)),
        }
        return served.pages.write("catalogue/dataset.html", audience, **values, **frame.values())

    document = Document(f"{NAME}/{stem}", triples, page, state=state_of(history))
    return answer(document, served, extension)


def _catalogue(served: ServedRelease) -> Catalogue:
    """What is in the catalogue.

    Raises:
        NotFound: the release was built when there were no datasets yet.
    """
    if not served.datasets:
        raise NotFound
    return served.catalogue


def _columns(served: ServedRelease, one: Dataset, audience: Audience) -> list[tuple[str, ...]]:
    """What the columns of the dataset's tables mean."""

    def define(prop: str) -> str:
        found = served.pages.description(prop, audience)
        return found.value if found else ""

    maker = TableMaker(served.store, served.pages, audience, frozenset(one.parts))
    return list(explain_columns(maker.make(one.things), define))


def _documents(served: ServedRelease, one: Dataset, audience: Audience) -> list[tuple[str, Value]]:
    """Address and title of each document that the dataset consists of."""
    found = (served.model_documents.get(iri.removeprefix(TERRIL)) for iri in one.documents)
    return [(f"def/{it.name}", title_of(served, it, audience)) for it in found if it]


def _files(served: ServedRelease, one: Dataset, audience: Audience) -> list[tuple[str, str, int]]:
    """Name, address and size of the files that a reader may want."""
    return [
        (
            FORM_NAMES[file.extension],
            f"dump/latest/{file.name}",
            served.release.manifest.files[f"{DUMPS}/{file.name}"].bytes,
        )
        for file in sorted(one.files, key=_by_form)
        if file.extension in FILE_TYPES
        and file.extension != "links.csv"
        and not file.compressed
        and file.language == _language(served, file, audience)
    ]


def _by_form(file: DumpFile) -> int:
    order = ("xlsx", "csv", "geojson", *FILE_TYPES)
    return order.index(file.extension) if file.extension in order else len(order)


def _language(served: ServedRelease, file: DumpFile, audience: Audience) -> str:
    """The language of the file that suits the reader; RDF has none."""
    if file.extension not in ("xlsx", "csv", "geojson"):
        return ""
    return audience.language if audience.language in served.config.languages else ""
