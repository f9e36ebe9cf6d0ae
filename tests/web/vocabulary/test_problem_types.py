"""Every type of problem is explained where its IRI leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from terril.model.errors import QueryError
from terril.representations.service.problem_types import get_problem_type, get_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

pytestmark = pytest.mark.http


def kinds(error: type[QueryError] = QueryError) -> Iterator[type[QueryError]]:
    for kind in error.__subclasses__():
        if kind.__module__.startswith("terril.") and "sentence" in vars(kind):
            yield kind
        yield from kinds(kind)


def test_every_failure_of_a_query_has_a_name_and_a_status_in_both_languages(
    site: httpx.Client,
) -> None:
    quads = list(parse(site.get("/def/problems.nt").content, format=RdfFormat.N_TRIPLES))
    found = {str(q.subject).strip("<>") for q in quads}
    errors = list(kinds())
    assert len(errors) > 10
    assert {get_problem_type(error) for error in errors} == {iri for iri in found if "#" in iri}
    for error in errors:
        literals = [
            str(q.object) for q in quads if str(q.subject) == f"<{get_problem_type(error)}>"
        ]
        for language in ("fr", "en"):
            texts = [text for text in literals if text.endswith(f'"@{language}')]
            assert len(texts) == 3
            assert any(str(get_status(error)) in text for text in texts)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_type_of_problem_leads_to_its_place_on_the_page(
    site: httpx.Client, language: str
) -> None:
    answer = site.get("/sparql", params={"query": "nonsense"}, headers={"Accept": "*/*"})
    anchor = answer.json()["type"].rpartition("#")[2]
    page = site.get(f"/def/problems.html?lang={language}").text
    assert f'id="{anchor}"' in page
