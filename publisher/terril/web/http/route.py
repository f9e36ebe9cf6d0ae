"""Describe an address once: from it come the URL rules, the OpenAPI document and the docs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from flask import current_app, g
from werkzeug.routing import BaseConverter

from terril.web.http.documents import EXTENSIONS
from terril.web.http.negotiation import read_release

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask import Flask, Response

    from terril.representations.openapi import Json, Operation
    from terril.town.current_release import CurrentRelease
    from terril.town.served_release import ServedRelease

ROUTES = "terril.routes"
"""Name of the route table among the extensions of the application."""
VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")


class Scope(Enum):
    """The objects that a view takes before the parts of the address."""

    RELEASE = "the release that the request chooses"
    HISTORY = "that release, and the history of the town"
    SITE = "that release, and all kept releases"
    RELEASES = "all kept releases"


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the site.

    Attributes:
        rule: URL rule of Werkzeug, such as ``/doc/<kind>/<path:slug>``.
        view: function that answers it.
        summary: what answers, as Markdown for the documentation.
        scope: what the view takes first.
        methods: of HTTP, beside HEAD and OPTIONS.
        parameters: of the address that the documentation lists.
        document: path below which the answer is also had with an extension, such as
            ``/catalogue`` for ``/catalogue.ttl``; ``""`` if it is not a negotiated document.
        operation: its description for programs; ``None`` if programs need none.
        counted: ``True`` if its queries count towards the rate limit.
    """

    rule: str
    view: Callable[..., Response]
    summary: str
    scope: Scope = Scope.RELEASE
    methods: tuple[str, ...] = ("GET",)
    parameters: tuple[str, ...] = ()
    document: str = ""
    operation: Operation | None = None
    counted: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """Every URL rule that leads to the view."""
        more = (self.document, f"{self.document}.<extension:extension>") if self.document else ()
        return tuple(dict.fromkeys((self.rule, *more)))

    @property
    def path(self) -> str:
        """The address as a template of OpenAPI: ``/doc/{kind}/{slug}``."""
        return _to_template(self.rule)

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the parts that vary."""
        return tuple(VARIABLE.findall(self.rule))


class ExtensionConverter(BaseConverter):
    """An extension of a format that a document can be had in."""

    regex = f"(?:{'|'.join(map(re.escape, EXTENSIONS))})"


def add_routes(app: Flask, routes: Iterable[Route], current: CurrentRelease) -> None:
    """Register every route with an application."""
    app.url_map.converters["extension"] = ExtensionConverter
    app.extensions[ROUTES] = table = tuple(routes)
    for route in table:
        for rule in route.rules:
            view = _bind(route, current)
            app.add_url_rule(rule, rule, view, methods=list(route.methods))


def build_operations(language: str) -> dict[str, Json]:
    """Return the OpenAPI operations of the application's routes, by path."""
    routes: tuple[Route, ...] = current_app.extensions[ROUTES]
    return {
        one.path: {"get": one.operation.build(one.variables, language)}
        for one in routes
        if one.operation
    }


def get_request_release(current: CurrentRelease) -> ServedRelease:
    """Return the release that the request is answered from."""
    chosen: ServedRelease | None = g.get("served")
    return chosen or current.get()


def render_routes_table(routes: Iterable[Route]) -> str:
    """Return the addresses as a Markdown table."""
    rows = ["| Address | Parameters | What answers |", "|---|---|---|"]
    for route in routes:
        address = f"`{route.path}`"
        if "POST" in route.methods:
            address += " (GET, POST)"
        if route.document:
            address += f", `{_to_template(route.document)}.{{extension}}`"
        parameters = " ".join(f"`{name}`" for name in route.parameters)
        rows.append(f"| {address} | {parameters} | {route.summary} |")
    return "\n".join(rows)


def _to_template(rule: str) -> str:
    return VARIABLE.sub(r"{\1}", rule)


def _bind(route: Route, current: CurrentRelease) -> Callable[..., Response]:
    """Return the view with the objects of its scope; the request chooses the release."""

    def answer(**parts: str) -> Response:
        if route.scope is Scope.RELEASES:
            return route.view(current, **parts)
        g.served = current.select(read_release())
        if route.scope is Scope.RELEASE:
            return route.view(g.served, **parts)
        second = current.history if route.scope is Scope.HISTORY else current
        return route.view(g.served, second, **parts)

    return answer
