"""The files that a dataset is published as, and its endpoint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.languages import translations
from terril.model.triples import Node, literal, texts
from terril.representations.catalogue.high_value import mark_high_value
from terril.representations.catalogue.languages import authority_languages
from terril.representations.catalogue.nodes import EU, count, resource, timestamp
from terril.representations.catalogue.services import sparql_access

if TYPE_CHECKING:
    from terril.model.dump_files import DumpFile
    from terril.representations.catalogue.source import Catalogue
    from terril.store.datasets import Dataset

IANA = "https://www.iana.org/assignments/media-types/"
SHA512 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha512"
EVENT_STREAMS = "https://w3id.org/ldes/specification"
# Extension to file type of the European table, and what portals call it.
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
# Their words are in one language; RDF has all.
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


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file in numbers: its size in bytes, and its SHA-512 in hexadecimal digits."""

    bytes: int
    sha512: str


def media_type(name: str) -> Node:
    """A media type; with the label that portals take instead of its IRI."""
    return Node(f"{IANA}{name}").add_type("dct:MediaType").add("rdfs:label", name)


def file_type(code: str, label: str) -> Node:
    """A file type of the European table.

    The one portal shows the label of what is a ``dct:IMT`` first of all, and else the IRI, unless
    it knows the media type; the other shows the label.
    """
    form = Node(f"{EU}file-type/{code}").add_type("dct:IMT", "dct:MediaTypeOrExtent")
    return form.add("rdfs:label", label)


def distribution(catalogue: Catalogue, dataset: Dataset, file: DumpFile, facts: FileFacts) -> Node:
    """One file, at an address that stays: portals keep what they once read of it."""
    address = resource(f"{catalogue.base}dump/latest/{file.name}")
    iri = f"{catalogue.dataset_iri(dataset.name)}#{file.name}"
    code, label = FILE_TYPES[file.extension]
    me = Node(iri).add_type("dcat:Distribution").add("dct:identifier", iri)
    titles, told = _words(dataset, file)
    me.add("dct:title", *texts(titles, catalogue.languages))
    me.add("dct:description", *texts(told, catalogue.languages))
    me.add_node("dcat:accessURL", address).add_node("dcat:downloadURL", address)
    me.add_node("dct:format", file_type(code, label))
    me.add_node("dcat:mediaType", media_type(file.media_type))
    table = file.extension in LANGUAGE_FORMS
    tags = [file.language or catalogue.languages[0]] if table else catalogue.languages
    me.add_node("dct:language", *authority_languages(tags))
    me.add("dcat:byteSize", count(facts.bytes))
    sum_ = Node(f"{iri}-checksum").add_type("spdx:Checksum")
    sum_.add_node("spdx:algorithm", Node(SHA512).add_type("spdx:ChecksumAlgorithm"))
    sum_.add("spdx:checksumValue", literal(facts.sha512, "xsd:hexBinary"))
    me.add_node("spdx:checksum", sum_)
    return _common(me, catalogue, dataset)


def sparql_distribution(catalogue: Catalogue, dataset: Dataset) -> Node:
    """The endpoint as a way to the dataset."""
    iri = f"{catalogue.dataset_iri(dataset.name)}#sparql"
    me = Node(iri).add_type("dcat:Distribution").add("dct:identifier", iri)
    me.add("dct:title", *texts(translations("Ask it with SPARQL"), catalogue.languages))
    told = translations(
        "The endpoint that answers queries on the whole release, this dataset in it."
    )
    me.add("dct:description", *texts(told, catalogue.languages))
    me.add_node("dcat:accessURL", resource(f"{catalogue.base}sparql"))
    me.add_node("dct:format", file_type("SPARQLQRES", "sparql"))
    me.add_node("dcat:mediaType", media_type("application/sparql-results+xml"))
    me.add_node("dcat:accessService", sparql_access(catalogue, dataset))
    return _common(me, catalogue, dataset)


def stream_distribution(catalogue: Catalogue, dataset: Dataset) -> Node:
    """The changes as a way to the dataset: a copy that follows them stays the same as it."""
    iri = f"{catalogue.dataset_iri(dataset.name)}#changes"
    me = Node(iri).add_type("dcat:Distribution").add("dct:identifier", iri)
    me.add("dct:title", *texts(translations("Follow the changes"), catalogue.languages))
    told = translations(
        "Every version of every thing as an event stream (LDES) that copies follow."
    )
    me.add("dct:description", *texts(told, catalogue.languages))
    me.add_node("dcat:accessURL", resource(f"{catalogue.base}changes/feed"))
    me.add_node("dct:format", file_type("RDF_TURTLE", "ttl"))
    me.add_node("dcat:mediaType", media_type("text/turtle"))
    standard = Node(EVENT_STREAMS).add_type("dct:Standard")
    names = translations("Linked Data Event Streams")
    me.add_node("dct:conformsTo", standard.add("dct:title", *texts(names, catalogue.languages)))
    return _common(me, catalogue, dataset)


def _common(me: Node, catalogue: Catalogue, dataset: Dataset) -> Node:
    dates = catalogue.dates[dataset.name]
    me.add_iri("dct:license", dataset.licence or catalogue.licence)
    me.add("dct:issued", timestamp(dates.issued)).add("dct:modified", timestamp(dates.modified))
    mark_high_value(me, catalogue, [dataset.name])
    return me.add_iri("dcatap:availability", f"{EU}planned-availability/STABLE")


def _words(dataset: Dataset, file: DumpFile) -> tuple[dict[str, str], dict[str, str]]:
    """Title and description of a file, in each language of the sentences."""
    form = FORM_NAMES[file.extension]
    language = f" ({file.language})" if file.language else ""
    if file.extension == "links.csv":
        told = translations("Each link of the things to another one, a row each: for programs.")
        titles = translations("Links as a table, {form}", form=form)
    elif file.extension in ("csv", "xlsx"):
        told = translations("A row for each thing, with readable headings.")
        titles = translations("Table, {form}", form=form)
    elif file.extension == "geojson":
        told = translations("What is somewhere, as points on a map (WGS 84).")
        titles = translations("Map, {form}", form=form)
    else:
        told = translations("Every statement on these things as linked data.")
        if dataset.documents:
            told = translations("All documents of it in one file.")
        titles = translations("Linked data, {form}", form=form)
    return {tag: f"{text}{language}" for tag, text in titles.items()}, told
