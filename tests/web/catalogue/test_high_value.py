"""High-value datasets of a town (Regulation (EU) 2023/138)."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pyshacl import validate
from rdflib import DCAT, RDF, SH, Graph, Namespace, URIRef

from bench.servers import environment, terril
from terril.web.app import create_app
from tests.requirements import shared

pytestmark = pytest.mark.http

BASE = "https://data.saint-ville.example/"
DCATAP = Namespace("http://data.europa.eu/r5r/")
REGULATION = URIRef("http://data.europa.eu/eli/reg_impl/2023/138/oj")
GEOSPATIAL = URIRef("http://data.europa.eu/bna/c_ac64a52d")
ANNOTATIONS = f"""
@base <{BASE}> .
<catalogue/places> <{DCATAP.hvdCategory}> <{GEOSPATIAL}> .
"""
SHAPES = "dcat-ap/SEMICeu/releases/3.0.0-hvd/shacl/hvd-SHACL.ttl"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    town = tmp_path_factory.mktemp("high") / "town"
    new = ["new", str(town), "--name", "Saint-Ville", "--base", BASE, "--lang", "fr"]
    subprocess.run(
        [sys.executable, "-m", "terril", *new], check=True, timeout=600, env=environment()
    )
    (town / "data" / "catalogue.ttl").write_text(ANNOTATIONS, encoding="utf-8")
    done = terril("publish", town=town)
    assert done.returncode == 0, done.stdout + done.stderr
    app = create_app(town)
    text = app.test_client().get("/catalogue.ttl").text
    app.extensions["terril"].close()
    return Graph().parse(data=text, format="turtle")


def test_a_high_value_dataset_its_files_and_its_services_name_the_regulation(graph: Graph) -> None:
    named = set(graph.subjects(DCATAP.applicableLegislation, REGULATION))
    places = URIRef(f"{BASE}catalogue/places")
    assert places in named
    files = set(graph.objects(places, DCAT.distribution))
    assert len(files) > 5
    assert files <= named
    serving = set(graph.subjects(DCAT.servesDataset, places))
    assert serving <= named
    assert (places, DCAT.theme, GEOSPATIAL) in graph
    assert named == {places} | files | serving


def test_other_datasets_do_not(graph: Graph) -> None:
    others = set(graph.subjects(RDF.type, DCAT.Dataset)) - {URIRef(f"{BASE}catalogue/places")}
    assert others
    for one in others:
        assert graph.value(one, DCATAP.applicableLegislation) is None
        assert (one, DCAT.theme, GEOSPATIAL) not in graph


def test_the_official_shapes_of_high_value_datasets_find_nothing(graph: Graph) -> None:
    shapes = Graph().parse(shared(SHAPES))
    # They are meant for what is claimed to be of high value, not for its neighbours.
    claimed = set(graph.subjects(DCATAP.applicableLegislation, REGULATION))
    _, report, _ = validate(graph, shacl_graph=shapes)
    assert isinstance(report, Graph)
    found = [
        (str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultPath)))
        for result in set(report.subjects(RDF.type, SH.ValidationResult))
        if report.value(result, SH.focusNode) in claimed
    ]
    assert found == []
