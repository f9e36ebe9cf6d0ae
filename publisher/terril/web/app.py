"""Create the Flask application of a town."""

from __future__ import annotations

import atexit
import os
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from flask_compress import Compress
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from terril.model.execution.interruption import end_with_parent
from terril.model.formats import RDF_FORMATS
from terril.town.config_file import RELEASES, read_config
from terril.town.current_release import CurrentRelease
from terril.town.settings import PREFIX_VARIABLE, TOWN_VARIABLE, make_fetcher, make_replicas
from terril.web.changes.event_stream import MEMBER_PAGES, MEMBERS_A_PAGE, MemberPages
from terril.web.http import headers, problems, rate_limits, redirects
from terril.web.http.route import add_routes, get_request_release
from terril.web.http.validators import PAGE_CACHE, PageCache
from terril.web.routes import ROUTES
from terril.web.site import metrics

if TYPE_CHECKING:
    from os import PathLike
    from wsgiref.types import WSGIApplication

    from terril.store.federation import Endpoints

PAGE_CACHE_BYTES = 32 * 2**20
QUERY_RULES = tuple(rule for route in ROUTES if route.counted for rule in route.rules)
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


def create_app(town: str | PathLike[str], endpoints: Endpoints | None = None) -> Flask:
    """Create the application that serves a town.

    Args:
        town: folder of its ``town.toml`` and its releases.
        endpoints: client for SERVICE calls, instead of the one that the settings allow.

    Raises:
        SettingsError: ``town.toml`` cannot be used.
        NoRelease: nothing has been published.
    """
    # A relative path is resolved now: the process may change its working directory later.
    folder = Path(town).absolute()
    config = read_config(folder)
    limits = config.limits
    endpoints = endpoints or make_fetcher(config.service_hosts)
    current = CurrentRelease(folder / RELEASES, limits, make_replicas(config.store), endpoints)
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
    headers.install(app, lambda: get_request_release(current))
    redirects.install(app)
    problems.install(app, lambda: get_request_release(current).pages)
    Compress(app)
    # Later functions see a response first: this one sees it before it is compressed.
    problems.install_xml_guard(app, lambda: get_request_release(current).pages)
    registry = metrics.install(app, current.get)
    rate_limits.install(app, limits.queries_per_minute, QUERY_RULES)
    add_routes(app, ROUTES, current)
    app.add_url_rule("/metrics", "/metrics", lambda: metrics.metrics(registry))
    app.extensions["terril"] = current
    app.extensions[PAGE_CACHE] = PageCache(PAGE_CACHE_BYTES)
    app.extensions[MEMBER_PAGES] = MemberPages(MEMBERS_A_PAGE)
    return app


def create_served_app() -> Flask:
    """Create the application of a server process; the environment names town and prefix."""
    end_with_parent()
    app = create_app(Path(os.environ[TOWN_VARIABLE]))
    if prefix := os.environ.get(PREFIX_VARIABLE):
        # Granian's own prefix hides whether a slash follows it.
        mounts: dict[str, WSGIApplication] = {prefix: app.wsgi_app}
        app.wsgi_app = DispatcherMiddleware(NotFound(), mounts)  # type: ignore[method-assign]
    return app
