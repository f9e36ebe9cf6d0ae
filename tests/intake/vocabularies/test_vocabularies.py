"""The list of terms has every package's vocabulary, and every term that Terril uses itself."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import NamedNode, parse

from terril.intake.vocabularies import (
    LIST,
    find_superclasses,
    get_namespace,
    load_vocabularies,
)
from terril.model.vocabulary import SCHEMA
from tests.paths import ROOT


def test_the_list_has_a_section_for_each_package() -> None:
    packages = json.loads((ROOT / "vocabularies" / "package.json").read_text(encoding="utf-8"))
    assert len(load_vocabularies()) == len(packages["dependencies"])
    licences = (LIST.parent / "README.md").read_text(encoding="utf-8")
    for package in packages["dependencies"]:
        assert f"`{package.removeprefix('@vocabulary/')}`" in licences


def test_the_terms_that_terril_uses_are_known() -> None:
    used = 0
    for path in [
        *(ROOT / "ontology").glob("*.ttl"),
        *(ROOT / "shapes").rglob("*.ttl"),
        *(ROOT / "data").rglob("*.ttl"),
    ]:
        for quad in parse(path=path, base_iri="https://data.town.example/"):
            for term in (quad.predicate, quad.object):
                iri = term.value if isinstance(term, NamedNode) else ""
                terms = load_vocabularies().get(get_namespace(iri))
                if terms is not None and iri != get_namespace(iri):
                    used += 1
                    assert iri in terms, path
    assert used > 1000


@pytest.mark.parametrize("namespace", load_vocabularies())
def test_superclasses_are_classes_of_the_same_vocabulary(namespace: str) -> None:
    terms = load_vocabularies()[namespace]
    assert terms
    for iri, term in terms.items():
        assert iri.startswith(namespace)
        assert iri not in find_superclasses(iri)
        assert all("c" in terms[parent].kinds for parent in term.parents)


def test_superclasses_are_found_over_all_levels() -> None:
    found = find_superclasses(f"{SCHEMA}Library")
    names = {"LocalBusiness", "Organization", "Place", "Thing"}
    assert found == {f"{SCHEMA}{name}" for name in names}
    assert find_superclasses("https://elsewhere.example/Library") == frozenset()
