"""Namespaces of the vocabularies in use, and the prefixes that people see."""

from __future__ import annotations

from pyoxigraph import NamedNode

# http, not https: it is what schema.org's own JSON-LD context, DCAT-AP, CKAN and udata use.
SCHEMA = "http://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
ORG = "http://www.w3.org/ns/org#"
DCT = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
PROV = "http://www.w3.org/ns/prov#"
SH = "http://www.w3.org/ns/shacl#"
OA = "http://www.w3.org/ns/oa#"
HYDRA = "http://www.w3.org/ns/hydra/core#"
SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
XSD = "http://www.w3.org/2001/XMLSchema#"
AS = "https://www.w3.org/ns/activitystreams#"
LDES = "https://w3id.org/ldes#"
TREE = "https://w3id.org/tree#"
TERRIL = "https://w3id.org/terril/"
TOWN = f"{TERRIL}town#"
# The name of the document with all shapes.
SHAPES = "shapes"
# The licence of ontology, shapes and stored queries; that of the data is the town's own.
MODEL_LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"

PREFIXES: dict[str, str] = {
    "as": AS,
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": DCT,
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": FOAF,
    "geo": "http://www.opengis.net/ont/geosparql#",
    "hydra": HYDRA,
    "ldes": LDES,
    "locn": "http://www.w3.org/ns/locn#",
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prof": "http://www.w3.org/ns/dx/prof/",
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sd": SD,
    "sh": SH,
    "skos": SKOS,
    "spdx": "http://spdx.org/rdf/terms#",
    "town": TOWN,
    "tree": TREE,
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": VOID,
    "xsd": XSD,
}

TYPE = NamedNode(f"{RDF}type")

# XML Schema 1.1, part 2, section 3.4.
INTEGER_DATATYPES = frozenset(
    f"{XSD}{name}"
    for name in (
        "integer",
        "nonNegativeInteger",
        "positiveInteger",
        "nonPositiveInteger",
        "negativeInteger",
        "long",
        "int",
        "short",
        "byte",
        "unsignedLong",
        "unsignedInt",
        "unsignedShort",
        "unsignedByte",
    )
)
FRACTIONAL_DATATYPES = frozenset(f"{XSD}{name}" for name in ("decimal", "double", "float"))

# In order of preference: the label of the town, then those of other vocabularies.
LABELS: tuple[NamedNode, ...] = (
    NamedNode(f"{SKOS}prefLabel"),
    NamedNode(f"{SCHEMA}name"),
    NamedNode(f"{RDFS}label"),
    NamedNode(f"{DCT}title"),
    NamedNode(f"{SCHEMA}text"),
)


def shorten(iri: str) -> str:
    """Return the IRI as a prefixed name if a known prefix fits, else unchanged."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def shorten_unnamed(iri: str) -> str:
    """Shorten an IRI without a label: to its prefixed name, or else to its host and last part."""
    scheme, _, rest = iri.partition("://")
    host, *parts = rest.rstrip("/").split("/")
    short = shorten(iri)
    if short != iri or not host or scheme not in ("http", "https"):
        return short
    return "/".join([host, *(["…"] if len(parts) > 1 else []), *parts[-1:]])


def get_last_part(iri: str) -> str:
    """Return the part of an IRI after its last slash or number sign."""
    return iri.rpartition("#")[2].rpartition("/")[2]
