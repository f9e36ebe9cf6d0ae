"""Describe the distributions of a dataset: files, SPARQL endpoint and event stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.languages import translate_all
from terril.model.triples import Node, literal, texts
from terril.representations.catalogue.high_value import mark_high_value
from terril.representations.catalogue.nodes import (
    EU,
    build_count,
    build_languages,
    build_resource,
    build_timestamp,
)
from terril.representations.catalogue.services import build_sparql_access

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.model.formats import DumpFile
    from terril.representations.catalogue.source import Catalogue, FileFacts
    from terril.store.datasets import Dataset

IANA = "https://www.iana.org/assignments/media-types/"
SHA512 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha512"
EVENT_STREAMS = "https://w3id.org/ldes/specification"
# Extension to code in the European file type table, and label on portals.
FILE_TYPES = {
    "ttl": ("RDF_TURTLE", "ttl"),
    "jsonld": ("JSON_LD", "jsonld"),
    "rdf": ("RDF_XML", "rdf"),
    "nt": ("RDF_N_TRIPLES", "nt"),
    "trig": ("RDF_TRIG", "trig"),
    "nq": ("RDF_N_QUADS", "nq"),
    "csv": ("CSV", "csv"),
    "links.csv": ("CSV", "csv"),
    "xlsx": ("XLSX", "xlsx"),
    "geojson": ("GEOJSON", "geojson"),
}
# Files in one language each; RDF has all languages.
LANGUAGE_FORMS = frozenset({"csv", "links.csv", "xlsx", "geojson"})
FORM_NAMES = {
    "ttl": "Turtle",
    "jsonld": "JSON-LD",
    "rdf": "RDF/XML",
    "nt": "N-Triples",
    "trig": "TriG",
    "nq": "N-Quads",
    "csv": "CSV",
    "links.csv": "CSV",
    "xlsx": "XLSX",
    "geojson": "GeoJSON",
}


def build_media_type(name: str) -> Node:
    """Return a media type, with the label that portals show instead of its IRI."""
    return Node(f"{IANA}{name}").add_type("dct:MediaType").add("rdfs:label", name)


def build_file_type(code: str, label: str) -> Node:
    """Return a file type of the European table.

    CKAN shows the label of a node whose first class is ``dct:IMT``, or else the IRI unless it
    recognizes the media type; other portals show the label.
    """
    form = Node(f"{EU}file-type/{code}").add_type("dct:IMT", "dct:MediaTypeOrExtent")
    return form.add("rdfs:label", label)


def build_file_distribution(
    catalogue: Catalogue, dataset: Dataset, file: DumpFile, facts: FileFacts
) -> Node:
    """Return a file at a permanent address, since portals store the address."""
    address = build_resource(f"{catalogue.base}dump/latest/{file.name}")
    iri = f"{catalogue.get_dataset_iri(dataset.name)}#{file.name}"
    code, label = FILE_TYPES[file.extension]
    node = Node(iri).add_type("dcat:Distribution").add("dct:identifier", iri)
    titles, descriptions = _describe(dataset, file)
    node.add("dct:title", *texts(titles, catalogue.languages))
    node.add("dct:description", *texts(descriptions, catalogue.languages))
    node.add_node("dcat:accessURL", address).add_node("dcat:downloadURL", address)
    node.add_node("dct:format", build_file_type(code, label))
    node.add_node("dcat:mediaType", build_media_type(file.media_type))
    table = file.extension in LANGUAGE_FORMS
    tags = [file.language or catalogue.languages[0]] if table else catalogue.languages
    node.add_node("dct:language", *build_languages(tags))
    node.add("dcat:byteSize", build_count(facts.bytes))
    sum_ = Node(f"{iri}-checksum").add_type("spdx:Checksum")
    sum_.add_node("spdx:algorithm", Node(SHA512).add_type("spdx:ChecksumAlgorithm"))
    sum_.add("spdx:checksumValue", literal(facts.sha512, "xsd:hexBinary"))
    node.add_node("spdx:checksum", sum_)
    return _add_common(node, catalogue, dataset)


def build_sparql_distribution(catalogue: Catalogue, dataset: Dataset) -> Node:
    """Return the SPARQL endpoint as a distribution of the dataset."""
    titles = translate_all("Ask it with SPARQL")
    descriptions = translate_all(
        "The endpoint that answers queries on the whole release, this dataset in it."
    )
    iri = f"{catalogue.get_dataset_iri(dataset.name)}#sparql"
    node = _start_service_distribution(iri, titles, descriptions, catalogue.languages)
    node.add_node("dcat:accessURL", build_resource(f"{catalogue.base}sparql"))
    node.add_node("dct:format", build_file_type("SPARQLQRES", "sparql"))
    node.add_node("dcat:mediaType", build_media_type("application/sparql-results+xml"))
    node.add_node("dcat:accessService", build_sparql_access(catalogue, dataset))
    return _add_common(node, catalogue, dataset)


def build_stream_distribution(catalogue: Catalogue, dataset: Dataset) -> Node:
    """Return the event stream as a distribution: copies that follow it stay up to date."""
    titles = translate_all("Follow the changes")
    descriptions = translate_all(
        "Every version of every thing as an event stream (LDES) that copies follow."
    )
    iri = f"{catalogue.get_dataset_iri(dataset.name)}#changes"
    node = _start_service_distribution(iri, titles, descriptions, catalogue.languages)
    node.add_node("dcat:accessURL", build_resource(f"{catalogue.base}changes/feed"))
    node.add_node("dct:format", build_file_type("RDF_TURTLE", "ttl"))
    node.add_node("dcat:mediaType", build_media_type("text/turtle"))
    standard = Node(EVENT_STREAMS).add_type("dct:Standard")
    names = translate_all("Linked Data Event Streams")
    node.add_node("dct:conformsTo", standard.add("dct:title", *texts(names, catalogue.languages)))
    return _add_common(node, catalogue, dataset)


def _start_service_distribution(
    iri: str, titles: Mapping[str, str], descriptions: Mapping[str, str], languages: Sequence[str]
) -> Node:
    """Return a distribution that is no file, with its name and description."""
    node = Node(iri).add_type("dcat:Distribution").add("dct:identifier", iri)
    node.add("dct:title", *texts(titles, languages))
    return node.add("dct:description", *texts(descriptions, languages))


def _add_common(node: Node, catalogue: Catalogue, dataset: Dataset) -> Node:
    dates = catalogue.dates[dataset.name]
    node.add_iri("dct:license", dataset.licence or catalogue.licence)
    node.add("dct:issued", build_timestamp(dates.issued)).add(
        "dct:modified", build_timestamp(dates.modified)
    )
    mark_high_value(node, catalogue, [dataset.name])
    return node.add_iri("dcatap:availability", f"{EU}planned-availability/STABLE")


def _describe(dataset: Dataset, file: DumpFile) -> tuple[dict[str, str], dict[str, str]]:
    """Return title and description of a file, by language of the interface."""
    form = FORM_NAMES[file.extension]
    language = f" ({file.language})" if file.language else ""
    if file.extension == "links.csv":
        descriptions = translate_all(
            "Each link of the things to another one, a row each: for programs."
        )
        titles = translate_all("Links as a table, {form}", form=form)
    elif file.extension in ("csv", "xlsx"):
        descriptions = translate_all("A row for each thing, with readable headings.")
        titles = translate_all("Table, {form}", form=form)
    elif file.extension == "geojson":
        descriptions = translate_all(
            "What has a position, as points on a map (WGS 84): its own position, or that of the "
            "place where it is, which is then named."
        )
        titles = translate_all("Map, {form}", form=form)
    else:
        descriptions = translate_all("Every statement on these things as linked data.")
        if dataset.documents:
            descriptions = translate_all("All documents of it in one file.")
        titles = translate_all("Linked data, {form}", form=form)
    return {tag: f"{text}{language}" for tag, text in titles.items()}, descriptions
