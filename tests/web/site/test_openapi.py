"""The OpenAPI document is valid, and every answer is what it says."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import validate
from schemathesis.core.result import Ok

from bench.servers import BASE
from terril.web.app import create_app
from tests.paths import ROOT

pytestmark = pytest.mark.http

QUERIES = {path.stem for path in (ROOT / "queries").glob("*.rq")}
EXAMPLES = 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_document_is_valid_in_each_language(site: httpx.Client, language: str) -> None:
    answer = site.get("/openapi.json", headers={"Accept-Language": language})
    assert answer.headers["Content-Type"].startswith("application/vnd.oai.openapi+json")
    assert answer.headers["Content-Language"] == language
    validate(answer.json())


def test_every_stored_query_is_described(site: httpx.Client) -> None:
    document = site.get("/openapi.json?lang=fr").json()
    assert {f"/query/{name}" for name in QUERIES} <= set(document["paths"])
    operation = document["paths"]["/query/organizations-on-a-site"]["get"]
    assert operation["summary"] == "Organisations et projets implantés sur un site"
    site_parameter = operation["parameters"][0]
    assert site_parameter["name"] == "site"
    assert site_parameter["schema"] == {"type": "string", "format": "iri"}
    assert not site_parameter["required"]
    assert document["servers"] == [{"url": BASE.rstrip("/")}]


def test_a_current_client_need_not_load_the_document_again(site: httpx.Client) -> None:
    first = site.get("/openapi.json")
    again = site.get("/openapi.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_answers_conform_to_the_document(town: Path) -> None:
    app = create_app(town)
    try:
        schema = schemathesis.openapi.from_wsgi("/openapi.json", app)
        found = list(schema.get_all_operations())
        operations = [one.ok() for one in found if isinstance(one, Ok)]
        assert len(operations) == len(found)
        assert len(operations) > len(QUERIES)
        for operation in operations:
            ask(operation)
    finally:
        app.extensions["terril"].close()


def ask(operation: schemathesis.APIOperation) -> None:  # type: ignore[type-arg]  # its parts do not matter here
    """A few requests that the document allows, each answered as it says."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def check(case: schemathesis.Case) -> None:  # type: ignore[type-arg]  # likewise
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    check()
