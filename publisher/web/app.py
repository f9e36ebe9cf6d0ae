"""The application: which address is answered by which view. Only wires."""

from __future__ import annotations

import atexit
import os
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, g, jsonify
from flask_compress import Compress

from publisher.config import read_config
from publisher.model.formats import RDF_FORMATS
from publisher.store.remote import RemoteStore
from publisher.store.workers import QueryLimits
from publisher.web import (
    assets,
    classes,
    dumps,
    headers,
    home,
    lists,
    look,
    model,
    problems,
    questions,
    resources,
    search,
    sparql,
)
from publisher.web.documents import split_extension
from publisher.web.serving import Serving

if TYPE_CHECKING:
    from collections.abc import Callable

    from publisher.config import Limits, Store
    from publisher.web.opened import OpenRelease

TOWN_VARIABLE = "TERRIL_TOWN"
RELEASES = "releases"
MAXIMUM_BODY = 4 * 2**20
COMPRESSED = [
    "text/html",
    "text/css",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/problem+json",
    "application/sparql-results+json",
    "application/sparql-results+xml",
    *(row.media_type for row in RDF_FORMATS),
]


def create_app(town: Path) -> Flask:
    """The application that serves a town.

    Args:
        town: folder of its ``town.toml`` and its releases.

    Raises:
        SettingsError: ``town.toml`` cannot be used.
        NoRelease: nothing has been published.
    """
    config = read_config(town)
    limits = query_limits(config.limits)
    serving = Serving(town / RELEASES, limits, remote_store(config.store))
    atexit.register(serving.close)
    app = Flask(__name__, static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.config.update(
        MAX_CONTENT_LENGTH=MAXIMUM_BODY,
        COMPRESS_MIMETYPES=COMPRESSED,
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
    )
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = True
    opened = _of_request(serving)
    headers.install(app, opened)
    problems.install(app, opened)
    Compress(app)
    _route(app, opened)
    app.extensions["terril"] = serving
    return app


def create_served_app() -> Flask:
    """The application for a server process, which is told the town by its environment."""
    return create_app(Path(os.environ[TOWN_VARIABLE]))


def query_limits(limits: Limits) -> QueryLimits:
    """The limits of ``town.toml`` as the query workers take them."""
    return QueryLimits(
        seconds=limits.query_seconds,
        megabytes=limits.query_megabytes,
        workers=limits.query_workers,
        queue=limits.query_queue,
        answer_megabytes=limits.answer_megabytes,
        depth=limits.query_depth,
        text_bytes=limits.query_bytes,
    )


def remote_store(store: Store) -> RemoteStore | None:
    """The store that ``town.toml`` names, ``None`` if the publisher's own is meant."""
    if store.query is None:
        return None
    return RemoteStore(
        query=str(store.query),
        update=str(store.update or store.query),
        graph_store=str(store.graph_store or ""),
        engine=store.engine,
    )


def _of_request(serving: Serving) -> Callable[[], OpenRelease]:
    """The release that a request began with, also when another is served before it ends."""

    def opened() -> OpenRelease:
        if "opened" not in g:
            g.opened = serving.now()
        release: OpenRelease = g.opened
        return release

    return opened


def _route(app: Flask, opened: Callable[[], OpenRelease]) -> None:
    """Each address and its view; a view is handed the release that is current now."""
    views: dict[str, Callable[..., Response]] = {
        "/": lambda opened: home.home(opened, None),
        "/id/<kind>/<path:slug>": resources.thing,
        "/doc/<kind>/<path:name>": resources.document,
        "/def/": lambda opened: model.index(opened, None),
        "/def/<name>": model.definition,
        "/def/class/<name>": classes.document,
        "/def/<name>/<number>": model.version,
        "/query/<name>": questions.question,
        "/dump/<release>/<name>": dumps.dump,
        "/static/<name>": assets.asset,
        "/search": lambda opened: search.search(opened, None),
        "/suggest": search.suggest,
        "/opensearch.xml": search.opensearch,
        "/look.css": look.stylesheet,
        "/logo": look.logo,
        "/health": health,
        "/<name>": _list,
    }
    for rule, view in views.items():
        app.add_url_rule(rule, rule, _now(view, opened))
    app.add_url_rule("/sparql", "/sparql", _now(sparql.endpoint, opened), methods=["GET", "POST"])


def _now(
    view: Callable[..., Response], opened: Callable[[], OpenRelease]
) -> Callable[..., Response]:
    def answered(**parts: str) -> Response:
        return view(opened(), **parts)

    return answered


def _list(opened: OpenRelease, name: str) -> Response:
    kind, extension = split_extension(name)
    if kind == "index":
        return home.home(opened, extension)
    if kind == "search":
        return search.search(opened, extension)
    return lists.collection(opened, kind, extension)


def health(opened: OpenRelease) -> Response:
    """That the server is ready, and with what; a monitor needs no more."""
    response = jsonify(
        status="ok",
        release=opened.release.id,
        created=opened.release.created.isoformat(),
        things=opened.release.manifest.things,
        triples=opened.release.manifest.triples,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
