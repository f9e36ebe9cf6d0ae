"""The application: which address is answered by which view. Only wires."""

from __future__ import annotations

import atexit
import os
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, g, jsonify, request
from flask_compress import Compress

from terril.config import read_config
from terril.model.formats import RDF_FORMATS
from terril.web import reconciliation
from terril.web.catalogue import catalogue_pages, downloads
from terril.web.changes import atom, change_pages, event_stream
from terril.web.http import headers, mementos, problems, rate_limits, timing
from terril.web.http.citation import release_of_request
from terril.web.http.documents import split_extension
from terril.web.serving import CurrentRelease, allowed_endpoints, remote_store
from terril.web.site import accessibility, assets, home, metrics, openapi, robots, search, theme
from terril.web.sparql import endpoint
from terril.web.stored_queries import answers, question_page
from terril.web.things import lists, thing_documents
from terril.web.vocabulary import classes, definitions

if TYPE_CHECKING:
    from collections.abc import Callable

    from terril.release.changes.history import History
    from terril.store.federation.federation import Endpoints
    from terril.web.opened import ServedRelease

TOWN_VARIABLE = "TERRIL_TOWN"
RELEASES = "releases"
QUERY_RULES = ("/sparql", "/query/<name>", "/reconcile")
MAXIMUM_BODY = 4 * 2**20
COMPRESSED = [
    "text/html",
    "text/css",
    "text/javascript",
    "application/sparql-query",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/atom+xml",
    "application/problem+json",
    "application/rdf-patch",
    "application/sparql-results+json",
    "application/sparql-results+xml",
    *(row.media_type for row in RDF_FORMATS),
]


def create_app(town: Path, endpoints: Endpoints | None = None) -> Flask:
    """The application that serves a town.

    Args:
        town: folder of its ``town.toml`` and its releases.
        endpoints: asks other endpoints for queries with SERVICE, instead of those that the
            settings allow.

    Raises:
        SettingsError: ``town.toml`` cannot be used.
        NoRelease: nothing has been published.
    """
    config = read_config(town)
    limits = config.limits
    endpoints = endpoints or allowed_endpoints(config.service_hosts)
    serving = CurrentRelease(town / RELEASES, limits, remote_store(config.store), endpoints)
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
    timing.install(app)
    headers.install(app, lambda: answering(serving))
    problems.install(app, lambda: answering(serving))
    Compress(app)
    registry = metrics.install(app, serving.now)
    rate_limits.install(app, limits.queries_per_minute, QUERY_RULES)
    _route(app, serving)
    app.add_url_rule("/metrics", "/metrics", lambda: metrics.metrics(registry))
    app.extensions["terril"] = serving
    return app


def create_served_app() -> Flask:
    """The application for a server process, which is told the town by its environment."""
    return create_app(Path(os.environ[TOWN_VARIABLE]))


def _route(app: Flask, serving: CurrentRelease) -> None:
    """Each address and its view; a view is handed the release that is current now."""
    views: dict[str, Callable[..., Response]] = {
        "/": lambda opened: home.home(opened, serving.history, None),
        "/id/<kind>/<path:slug>": thing_documents.thing,
        "/doc/<kind>/<path:name>": thing_documents.document,
        "/def/": lambda opened: definitions.index(opened, None),
        "/def/<name>": definitions.definition,
        "/def/class/<name>": classes.document,
        "/def/<name>/<number>": definitions.version,
        "/openapi.json": openapi.description,
        "/catalogue/<name>": lambda opened, name: catalogue_pages.dataset(
            opened, serving.history, name
        ),
        "/query": lambda opened: question_page.list_page(opened, None),
        "/query/<name>": answers.question,
        "/static/<name>": assets.asset,
        "/search": lambda opened: search.search(opened, None),
        "/suggest": search.suggest,
        "/reconcile/preview": reconciliation.preview,
        "/reconcile/properties": reconciliation.propose,
        "/reconcile/suggest/<what>": reconciliation.suggest,
        "/opensearch.xml": search.opensearch,
        "/robots.txt": robots.robots,
        "/sitemap.xml": lambda opened: robots.sitemap(opened, serving.history),
        "/look.css": theme.stylesheet,
        "/logo": theme.logo,
        "/health": health,
        "/.well-known/void": lambda _: _elsewhere("index.ttl"),
        "/.well-known/dcat": lambda _: _elsewhere("catalogue.ttl"),
        "/.well-known/api-catalog": openapi.interfaces,
        "/<name>": _list(serving.history),
        "/changes.atom": lambda opened: atom.atom(opened, serving.history),
        "/changes/<name>": lambda opened, name: change_pages.change(opened, serving.history, name),
        "/changes/feed/<name>/<before>/<part>": event_stream.page(serving.history),
    }
    for rule, view in views.items():
        app.add_url_rule(rule, rule, _now(view, serving))
    app.add_url_rule("/dump/<release>/<name>", "/dump", _dump(serving))
    app.add_url_rule("/timemap/doc/<kind>/<path:slug>", "/timemap", _timemap(serving))
    both = ["GET", "POST"]
    app.add_url_rule("/sparql", "/sparql", _now(endpoint.endpoint, serving), methods=both)
    reconcile = _now(reconciliation.service, serving)
    app.add_url_rule("/reconcile", "/reconcile", reconcile, methods=both)


def _now(view: Callable[..., Response], serving: CurrentRelease) -> Callable[..., Response]:
    def answered(**parts: str) -> Response:
        g.opened = serving.at(release_of_request())
        way = _as_it_was(g.opened, serving, **parts) if _is_document() else None
        return way or view(g.opened, **parts)

    return answered


def answering(serving: CurrentRelease) -> ServedRelease:
    """The release that the request is answered from."""
    chosen: ServedRelease | None = g.get("opened")
    return chosen or serving.now()


def _is_document() -> bool:
    return request.path.startswith("/doc/")


def _as_it_was(opened: ServedRelease, serving: CurrentRelease, kind: str, name: str) -> Response | None:
    """The way to the document at the time that the client wants, if it wants one."""
    if mementos.WANTED not in request.headers:
        return None
    stem, _ = split_extension(name)
    iri = opened.find(kind, name) or opened.find(kind, stem) or opened.addresses.thing(kind, stem)
    return mementos.at_wanted_time(_path(opened, iri), serving.having(iri))


def _timemap(serving: CurrentRelease) -> Callable[..., Response]:
    def answered(kind: str, slug: str) -> Response:
        opened = serving.now()
        iri = opened.find(kind, slug) or opened.addresses.thing(kind, slug)
        return mementos.timemap(opened, _path(opened, iri), serving.having(iri))

    return answered


def _path(opened: ServedRelease, iri: str) -> str:
    return opened.addresses.path_of(iri) or ""


def _dump(serving: CurrentRelease) -> Callable[..., Response]:
    def answered(release: str, name: str) -> Response:
        latest = release == downloads.LATEST
        kept = serving.now().release if latest else serving.kept(release)
        return downloads.dump(kept, release, name)

    return answered


def _list(history: History) -> Callable[..., Response]:
    """What answers at an address of one word: a list of things, unless the word is ours."""
    ours: dict[str, Callable[[ServedRelease, str | None], Response]] = {
        "index": lambda opened, extension: home.home(opened, history, extension),
        "changes": lambda opened, extension: change_pages.changes(opened, history, extension),
        "catalogue": catalogue_pages.catalogue,
        "query": question_page.list_page,
        "sparql": endpoint.description,
        "search": search.search,
        "accessibility": accessibility.statement,
    }

    def answered(opened: ServedRelease, name: str) -> Response:
        kind, extension = split_extension(name)
        if kind in ours:
            return ours[kind](opened, extension)
        return lists.collection(opened, kind, extension)

    return answered


def _elsewhere(path: str) -> Response:
    """From a well-known address to where the data set or the catalogue describes itself.

    Source: VoID, section 7.2, for the former.
    """
    response = Response(status=302)
    response.headers["Location"] = f"../{path}"
    return response


def health(opened: ServedRelease) -> Response:
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
