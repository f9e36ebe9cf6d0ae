"""The application: which address is answered by which view. Only wires."""

from __future__ import annotations

import atexit
import os
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, g, jsonify, request
from flask_compress import Compress

from terril.model.formats import RDF_FORMATS
from terril.town.config_file import read_config
from terril.town.current_release import CurrentRelease
from terril.town.settings import TOWN_VARIABLE, make_fetcher, make_remote_store
from terril.web import reconciliation
from terril.web.catalogue import catalogue_pages, downloads
from terril.web.changes import atom, change_pages, event_stream
from terril.web.http import headers, mementos, problems, rate_limits
from terril.web.http.documents import split_extension
from terril.web.http.negotiation import read_release
from terril.web.http.validators import PAGE_CACHE, PageCache
from terril.web.site import accessibility, assets, home, metrics, openapi, robots, search, theme
from terril.web.sparql import endpoint
from terril.web.stored_queries import answers, question_page
from terril.web.things import lists, thing_documents
from terril.web.vocabulary import classes, definitions

if TYPE_CHECKING:
    from collections.abc import Callable

    from terril.release.changes.history import History
    from terril.store.federation import Endpoints
    from terril.town.served_release import ServedRelease

RELEASES = "releases"
PAGE_CACHE_BYTES = 32 * 2**20
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
    endpoints = endpoints or make_fetcher(config.service_hosts)
    current = CurrentRelease(town / RELEASES, limits, make_remote_store(config.store), endpoints)
    atexit.register(current.close)
    app = Flask(__name__, static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.config.update(
        MAX_CONTENT_LENGTH=MAXIMUM_BODY,
        COMPRESS_MIMETYPES=COMPRESSED,
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
    )
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = True
    headers.install(app, lambda: answering(current))
    problems.install(app, lambda: answering(current).pages)
    Compress(app)
    registry = metrics.install(app, current.get)
    rate_limits.install(app, limits.queries_per_minute, QUERY_RULES)
    _route(app, current)
    app.add_url_rule("/metrics", "/metrics", lambda: metrics.metrics(registry))
    app.extensions["terril"] = current
    app.extensions[PAGE_CACHE] = PageCache(PAGE_CACHE_BYTES)
    return app


def create_served_app() -> Flask:
    """The application for a server process, which is told the town by its environment."""
    return create_app(Path(os.environ[TOWN_VARIABLE]))


def _route(app: Flask, current: CurrentRelease) -> None:
    """Each address and its view; a view is handed the release that is current now."""
    views: dict[str, Callable[..., Response]] = {
        "/": lambda served: home.home(served, current.history, None),
        "/id/<kind>/<path:slug>": thing_documents.thing,
        "/doc/<kind>/<path:name>": thing_documents.document,
        "/def/": lambda served: definitions.index(served, None),
        "/def/<name>": definitions.definition,
        "/def/class/<name>": classes.document,
        "/def/<name>/<number>": definitions.version,
        "/openapi.json": openapi.description,
        "/catalogue/<name>": lambda served, name: catalogue_pages.dataset(
            served, current.history, name
        ),
        "/query": lambda served: question_page.list_page(served, None),
        "/query/<name>": answers.question,
        "/static/<name>": assets.asset,
        "/search": lambda served: search.search(served, None),
        "/suggest": search.suggest,
        "/reconcile/preview": reconciliation.preview,
        "/reconcile/properties": reconciliation.propose,
        "/reconcile/suggest/<what>": reconciliation.suggest,
        "/opensearch.xml": search.opensearch,
        "/robots.txt": robots.robots,
        "/sitemap.xml": lambda served: robots.sitemap(served, current.history),
        "/look.css": theme.stylesheet,
        "/logo": theme.logo,
        "/health": health,
        "/.well-known/void": lambda _: _elsewhere("index.ttl"),
        "/.well-known/dcat": lambda _: _elsewhere("catalogue.ttl"),
        "/.well-known/api-catalog": openapi.interfaces,
        "/<name>": _list(current.history),
        "/changes.atom": lambda served: atom.atom(served, current.history),
        "/changes/<name>": lambda served, name: change_pages.change(served, current.history, name),
        "/changes/feed/<name>/<before>/<part>": event_stream.page(current.history),
    }
    for rule, view in views.items():
        app.add_url_rule(rule, rule, _now(view, current))
    app.add_url_rule("/dump/<release>/<name>", "/dump", _dump(current))
    app.add_url_rule("/timemap/doc/<kind>/<path:slug>", "/timemap", _timemap(current))
    both = ["GET", "POST"]
    app.add_url_rule("/sparql", "/sparql", _now(endpoint.endpoint, current), methods=both)
    reconcile = _now(reconciliation.service, current)
    app.add_url_rule("/reconcile", "/reconcile", reconcile, methods=both)


def _now(view: Callable[..., Response], current: CurrentRelease) -> Callable[..., Response]:
    def answered(**parts: str) -> Response:
        g.served = current.select(read_release())
        way = _as_it_was(g.served, current, **parts) if _is_document() else None
        return way or view(g.served, **parts)

    return answered


def answering(current: CurrentRelease) -> ServedRelease:
    """The release that the request is answered from."""
    chosen: ServedRelease | None = g.get("served")
    return chosen or current.get()


def _is_document() -> bool:
    return request.path.startswith("/doc/")


def _as_it_was(
    served: ServedRelease, current: CurrentRelease, kind: str, name: str
) -> Response | None:
    """The way to the document at the time that the client wants, if it wants one."""
    if headers.ACCEPT_DATETIME not in request.headers:
        return None
    stem, _ = split_extension(name)
    iri = served.find(kind, name) or served.find(kind, stem) or served.addresses.thing(kind, stem)
    return mementos.redirect_to_memento(_path(served, iri), current.find_releases(iri))


def _timemap(current: CurrentRelease) -> Callable[..., Response]:
    def answered(kind: str, slug: str) -> Response:
        served = current.get()
        iri = served.find(kind, slug) or served.addresses.thing(kind, slug)
        return mementos.timemap(served, _path(served, iri), current.find_releases(iri))

    return answered


def _path(served: ServedRelease, iri: str) -> str:
    return served.addresses.path_of(iri) or ""


def _dump(current: CurrentRelease) -> Callable[..., Response]:
    def answered(release: str, name: str) -> Response:
        latest = release == downloads.LATEST
        kept = current.get().release if latest else current.get_kept(release)
        return downloads.dump(kept, release, name)

    return answered


def _list(history: History) -> Callable[..., Response]:
    """What answers at an address of one word: a list of things, unless the word is ours."""
    ours: dict[str, Callable[[ServedRelease, str | None], Response]] = {
        "index": lambda served, extension: home.home(served, history, extension),
        "changes": lambda served, extension: change_pages.changes(served, history, extension),
        "catalogue": catalogue_pages.catalogue,
        "query": question_page.list_page,
        "sparql": endpoint.description,
        "search": search.search,
        "accessibility": accessibility.statement,
    }

    def answered(served: ServedRelease, name: str) -> Response:
        kind, extension = split_extension(name)
        if kind in ours:
            return ours[kind](served, extension)
        return lists.collection(served, kind, extension)

    return answered


def _elsewhere(path: str) -> Response:
    """From a well-known address to where the data set or the catalogue describes itself.

    Source: VoID, section 7.2, for the former.
    """
    response = Response(status=302)
    response.headers["Location"] = f"../{path}"
    return response


def health(served: ServedRelease) -> Response:
    """That the server is ready, and with what; a monitor needs no more."""
    response = jsonify(
        status="ok",
        release=served.release.id,
        created=served.release.created.isoformat(),
        things=served.release.manifest.things,
        triples=served.release.manifest.triples,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
