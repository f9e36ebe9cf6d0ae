"""The route table is the one statement of the addresses: rules and documents follow from it."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from terril.model.languages import list_languages
from terril.representations.facets import FACETS
from terril.web.app import create_app
from terril.web.http.route import Route, Scope, render_routes_table
from terril.web.routes import ROUTES
from tests.paths import ROOT

# What belongs to the process and not to a release.
BESIDE = {"/metrics"}


def test_the_application_has_the_rules_of_the_table_and_no_others(town: Path) -> None:
    app = create_app(town)
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    app.extensions["terril"].close()
    assert rules == BESIDE | {rule for route in ROUTES for rule in route.rules}


def test_no_rule_is_in_the_table_twice() -> None:
    rules = [rule for route in ROUTES for rule in route.rules]
    assert len(rules) == len(set(rules))


def test_the_documentation_has_the_table() -> None:
    text = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
    assert render_routes_table(ROUTES) in text


def test_a_row_of_the_table_names_methods_extensions_and_parameters() -> None:
    route = Route(
        "/things/<kind>",
        lambda: None,  # type: ignore[arg-type,return-value]  # it is never called
        "the things",
        Scope.RELEASE,
        ("GET", "POST"),
        ("page",),
        "/things/<kind>",
    )
    row = "| `/things/{kind}` (GET, POST), `/things/{kind}.{extension}` | `page` | the things |"
    assert render_routes_table([route]).splitlines()[-1] == row
    assert route.rules == ("/things/<kind>", "/things/<kind>.<extension:extension>")
    assert route.variables == ("kind",)


@pytest.mark.parametrize("language", list_languages())
def test_the_openapi_document_has_every_operation_of_the_table(
    inner_site: httpx.Client, language: str
) -> None:
    paths = inner_site.get("/openapi.json", params={"lang": language}).json()["paths"]
    documented = {route.path: route.operation for route in ROUTES if route.operation}
    assert documented
    for path, operation in documented.items():
        assert operation is not None
        assert paths[path]["get"]["operationId"] == operation.name
        inside = {one["name"] for one in paths[path]["get"]["parameters"] if one["in"] == "path"}
        assert inside == set(re.findall(r"{(\w+)}", path))


def test_every_facet_of_lists_is_in_the_openapi_document(inner_site: httpx.Client) -> None:
    parameters = inner_site.get("/openapi.json").json()["paths"]["/{kind}"]["get"]["parameters"]
    assert FACETS
    assert set(FACETS) <= {one["name"] for one in parameters}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/index.ttl", 200),
        ("/index", 200),
        ("/catalogue.ttl", 200),
        ("/catalogue.csv", 404),
        ("/catalogue.xyz", 404),
        ("/catalogue.ttl.ttl", 404),
        ("/organization.csv", 200),
        ("/organization.xyz", 404),
        ("/nothing.ttl", 404),
        ("/.ttl", 404),
        ("/suggest.ttl", 404),
        ("/sparql.ttl", 200),
        ("/changes/feed.ttl", 200),
        ("/changes.atom", 200),
    ],
)
def test_an_extension_chooses_a_format_of_the_document_before_it(
    inner_site: httpx.Client, address: str, status: int
) -> None:
    assert inner_site.get(address).status_code == status
