"""The catalogue at ``/catalogue``, and each dataset at ``/catalogue/{name}``."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import NotFound

from terril.model.vocabulary import TERRIL
from terril.release.release import DUMPS
from terril.representations.catalogue import (
    Catalogue,
    describe_catalogue,
    describe_dataset,
    markup,
)
from terril.representations.catalogue.distributions import FILE_TYPES, FORM_NAMES
from terril.representations.drawings.svg_map import draw_map
from terril.representations.pages.coordinates import whereabouts
from terril.representations.pages.schema_org import embedded
from terril.representations.tables.dictionary import dictionary, headings
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
    from terril.web.opened import ServedRelease

NAME = "catalogue"
PREVIEW = 10
EVENTS = 5


def catalogue(opened: ServedRelease, extension: str | None) -> Response:
    """The datasets of the town, a page of them.

    Raises:
        NotFound: there is no such page, or the release has no datasets.
    """
    found = _catalogue(opened)
    text = request.args.get("page", "1")
    number = int(text[:9]) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= found.pages:
        raise NotFound
    suffix = f".{extension}" if extension else ""

    def page(reader: Audience, frame: PageFrame) -> str:
        rows = [(one, found.title(one), _files(opened, one, reader)) for one in found.datasets]
        return opened.pages.write("catalogue/catalogue.html", reader, rows=rows, **frame.values())

    document = Document(
        NAME,
        lambda: describe_catalogue(found, number, suffix),
        page,
        parameters={"page": text} if "page" in request.args else {},
    )
    return answer(document, opened, extension)


def dataset(opened: ServedRelease, history: History, name: str) -> Response:
    """One dataset: what is in it, its files, its beginning as a table and a map, its history.

    Raises:
        NotFound: there is none of that name.
    """
    stem, extension = split_extension(name)
    found = _catalogue(opened)
    one = next((one for one in found.datasets if one.name == stem), None)
    if one is None:
        raise NotFound

    def triples() -> list[Triple]:
        return [*describe_dataset(found, one), *markup(found, one)]

    def page(reader: Audience, frame: PageFrame) -> str:
        shown = sorted(one.things)[:PREVIEW]
        points = whereabouts(opened.store, opened.pages, one.things, reader)
        values = {
            "dataset": one,
            "kinds": [(kind, opened.pages.kind_heading(kind, reader)) for kind in one.kinds],
            "dates": found.dates[stem],
            "events": tuple(islice(history_of(opened, history, one), EVENTS)),
            "examples": examples_on(opened, one, reader),
            "files": _files(opened, one, reader),
            "table": make_listing(opened.store, opened.pages, shown, reader),
            "map": draw_map(points, opened.pages.town.tiles),
            "headings": headings(reader.language),
            "columns": _columns(opened, one, reader),
            "documents": _documents(opened, one, reader),
            "json_ld": embedded(markup(found, one), found.dataset_iri(stem)),
        }
        return opened.pages.write("catalogue/dataset.html", reader, **values, **frame.values())

    document = Document(f"{NAME}/{stem}", triples, page, state=state_of(history))
    return answer(document, opened, extension)


def _catalogue(opened: ServedRelease) -> Catalogue:
    """What is in the catalogue.

    Raises:
        NotFound: the release was built when there were no datasets yet.
    """
    if not opened.datasets:
        raise NotFound
    return opened.catalogue


def _columns(opened: ServedRelease, one: Dataset, reader: Audience) -> list[tuple[str, ...]]:
    """What the columns of the dataset's tables mean."""

    def define(prop: str) -> str:
        found = opened.pages.description(prop, reader)
        return found.value if found else ""

    maker = TableMaker(opened.store, opened.pages, reader, frozenset(one.parts))
    return list(dictionary(maker.make(one.things), define))


def _documents(opened: ServedRelease, one: Dataset, reader: Audience) -> list[tuple[str, Value]]:
    """Address and title of each document that the dataset consists of."""
    found = (opened.definitions.get(iri.removeprefix(TERRIL)) for iri in one.documents)
    return [(f"def/{it.name}", title_of(opened, it, reader)) for it in found if it]


def _files(opened: ServedRelease, one: Dataset, reader: Audience) -> list[tuple[str, str, int]]:
    """Name, address and size of the files that a reader may want."""
    return [
        (
            FORM_NAMES[file.extension],
            f"dump/latest/{file.name}",
            opened.release.manifest.files[f"{DUMPS}/{file.name}"].bytes,
        )
        for file in sorted(one.files, key=_by_form)
        if file.extension in FILE_TYPES
        and file.extension != "links.csv"
        and not file.compressed
        and file.language == _language(opened, file, reader)
    ]


def _by_form(file: DumpFile) -> int:
    order = ("xlsx", "csv", "geojson", *FILE_TYPES)
    return order.index(file.extension) if file.extension in order else len(order)


def _language(opened: ServedRelease, file: DumpFile, reader: Audience) -> str:
    """The language of the file that suits the reader; RDF has none."""
    if file.extension not in ("xlsx", "csv", "geojson"):
        return ""
    return reader.language if reader.language in opened.config.languages else ""
