"""Serve the catalogue at ``/catalogue``, and each dataset at ``/catalogue/{name}``."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import NotFound

from terril.model.formats import RDF_XML
from terril.model.languages import select_tags
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
from terril.representations.pages.query_forms import list_examples, select_examples
from terril.representations.pages.schema_org import build_json_ld
from terril.representations.rdf.rdf_xml import find_obstacle
from terril.representations.tables.csvw_reader import read_columns
from terril.representations.tables.listing import make_listing
from terril.representations.tables.table_columns import explain_columns, get_headings
from terril.web.catalogue.dataset_history import list_events
from terril.web.changes.rows import get_state
from terril.web.http.documents import Document, PageFrame, answer, split_extension
from terril.web.http.paging import read_page_number
from terril.web.vocabulary.definitions import get_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Response
    from pyoxigraph import Triple

    from terril.model.formats import DumpFile, Format
    from terril.release.changes.history import History
    from terril.release.release import Release
    from terril.representations.pages import Audience, Pages
    from terril.store.datasets import Dataset
    from terril.town.model_documents import ModelDocument
    from terril.town.served_release import ServedRelease

NAME = "catalogue"
PREVIEW = 10
EVENTS = 5
TABLES = ("xlsx", "csv", "geojson")


def catalogue(served: ServedRelease, extension: str | None = None) -> Response:
    """Return a page of the list of datasets.

    Raises:
        NotFound: there is no such page, or the release has no datasets.
    """
    found = _get_catalogue(served)
    number = read_page_number()
    if not 1 <= number <= found.pages:
        raise NotFound

    def page(audience: Audience, frame: PageFrame) -> str:
        language = _get_file_language(served.config.languages, audience)
        rows = [
            (one, found.get_title(one), _list_files(served.release, one, language))
            for one in found.datasets
        ]
        return served.pages.write(
            "catalogue/catalogue.html", audience, rows=rows, **frame.values()
        )

    document = Document(
        NAME,
        lambda: describe_catalogue(found, number),
        page,
        parameters={"page": request.args["page"]} if "page" in request.args else {},
        missing=_list_missing_formats(found),
    )
    return answer(document, served, extension)


def dataset(served: ServedRelease, history: History, dataset: str) -> Response:
    """Return one dataset: its content, files, first things as a table and a map, its history.

    Raises:
        NotFound: there is no dataset of that name.
    """
    stem, extension = split_extension(dataset)
    found = _get_catalogue(served)
    one = next((one for one in found.datasets if one.name == stem), None)
    if one is None:
        raise NotFound
    pages, store = served.pages, served.store

    def triples() -> list[Triple]:
        return [*describe_dataset(found, one), *build_markup(found, one)]

    def page(audience: Audience, frame: PageFrame) -> str:
        points = find_points(store, pages, one.things, audience)
        documents = _select_documents(served.model_documents, one)
        language = _get_file_language(served.config.languages, audience)
        values = {
            "dataset": one,
            "kinds": [(kind, pages.kind_heading(kind, audience)) for kind in one.kinds],
            "dates": found.dates[stem],
            "events": tuple(islice(list_events(served.addresses, history, one), EVENTS)),
            "examples": select_examples(
                list_examples(served.stored_queries, pages, audience), one, served.datasets
            ),
            "files": _list_files(served.release, one, language),
            "table": make_listing(store, pages, one.things[:PREVIEW], audience),
            "map": draw_map(points, pages.town.tiles),
            "headings": get_headings(audience.language),
            "columns": _describe_columns(served.release, pages, one, audience, language),
            "documents": [(f"def/{it.name}", get_title(pages, it, audience)) for it in documents],
            "json_ld": build_json_ld(build_markup(found, one), found.get_dataset_iri(stem)),
        }
        return pages.write("catalogue/dataset.html", audience, **values, **frame.values())

    document = Document(
        f"{NAME}/{stem}",
        triples,
        page,
        state=get_state(history),
        licence=one.licence,
        missing=_list_missing_formats(found),
    )
    return answer(document, served, extension)


def _list_missing_formats(catalogue: Catalogue) -> tuple[Format, ...]:
    """Return RDF/XML if it cannot carry what a person wrote about the datasets."""
    written = chain.from_iterable(catalogue.annotations.values())
    return () if find_obstacle(written) is None else (RDF_XML,)


def _get_catalogue(served: ServedRelease) -> Catalogue:
    """Return the source of the catalogue.

    Raises:
        NotFound: the release was built before there were datasets.
    """
    if not served.datasets:
        raise NotFound
    return served.catalogue


def _describe_columns(
    release: Release, pages: Pages, dataset: Dataset, audience: Audience, language: str
) -> list[tuple[str, ...]]:
    """Return the meaning of each column of the dataset's tables, in a language of the files."""

    def define(prop: str) -> str:
        found = pages.description(prop, audience)
        return found.value if found else ""

    names = {file.metadata for file in dataset.files if file.language == language}
    known = sorted(name for name in names if release.has_dump(name))
    if not known:
        return []
    columns = read_columns(release.get_dump(known[0]).read_bytes())
    return list(explain_columns(columns, audience.language, define))


def _select_documents(
    documents: Mapping[str, ModelDocument], dataset: Dataset
) -> list[ModelDocument]:
    """Return the documents of the model that a dataset consists of."""
    found = (documents.get(iri.removeprefix(TERRIL)) for iri in dataset.documents)
    return [document for document in found if document]


def _list_files(release: Release, dataset: Dataset, language: str) -> list[tuple[str, str, int]]:
    """Return name, address and size in bytes of the files of a dataset, for people.

    Args:
        release: the release that has the files.
        dataset: the dataset.
        language: of the tables; RDF has none.
    """
    return [
        (
            FORM_NAMES[file.extension],
            f"dump/latest/{file.name}",
            release.manifest.files[f"{DUMPS}/{file.name}"].bytes,
        )
        for file in sorted(dataset.files, key=_get_rank)
        if file.extension in FILE_TYPES
        and file.extension != "links.csv"
        and not file.compressed
        and file.language == (language if file.extension in TABLES else "")
    ]


def _get_rank(file: DumpFile) -> int:
    """Return the place of a file on a page: tables first."""
    order = (*TABLES, *FILE_TYPES)
    return order.index(file.extension) if file.extension in order else len(order)


def _get_file_language(languages: Sequence[str], audience: Audience) -> str:
    """Return the language of the files for a reader; ``""`` if there are none in theirs."""
    return next(iter(select_tags(languages, (audience.language,))), "")
