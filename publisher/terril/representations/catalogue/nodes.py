"""Build nodes and literals that recur in a catalogue, such as European authority terms."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from terril.model.languages import get_primary_language
from terril.model.triples import Node, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from pyoxigraph import Literal, Triple

EU = "http://publications.europa.eu/resource/authority/"
# Two-letter language tags to codes of the authority table (ISO 639-2/T).
LANGUAGES = {
    "bg": "BUL", "br": "BRE", "ca": "CAT", "co": "COS", "cs": "CES", "da": "DAN", "de": "DEU",
    "el": "ELL", "en": "ENG", "es": "SPA", "et": "EST", "eu": "EUS", "fi": "FIN", "fr": "FRA",
    "ga": "GLE", "hr": "HRV", "hu": "HUN", "it": "ITA", "lb": "LTZ", "lt": "LIT", "lv": "LAV",
    "mt": "MLT", "nl": "NLD", "oc": "OCI", "pl": "POL", "pt": "POR", "ro": "RON", "sk": "SLK",
    "sl": "SLV", "sv": "SWE",
}  # fmt: skip


def build_timestamp(moment: datetime) -> Literal:
    """Return a time as a literal, to the second."""
    return literal(moment.replace(microsecond=0))


def build_count(value: int) -> Literal:
    """Return a count or a size as a literal."""
    return literal(value, "xsd:nonNegativeInteger")


@cache
def read_eu_terms() -> Mapping[str, tuple[Triple, ...]]:
    """Return the description of each term of the European authority tables, by IRI."""
    content = resources.files(__package__).joinpath("eu.ttl").read_bytes()
    found: dict[str, list[Triple]] = {}
    for quad in parse(content, format=RdfFormat.TURTLE):
        found.setdefault(str(quad.subject).strip("<>"), []).append(quad.triple)
    return {iri: tuple(triples) for iri, triples in found.items()}


def build_authority_term(path: str, kind: str) -> Node:
    """Return a term of the authority tables, such as ``frequency/IRREG``, with its class."""
    return Node(f"{EU}{path}").add_type(kind)


def build_resource(iri: str) -> Node:
    """Return an address, with the class that range checks require of everything but literals."""
    return Node(iri).add_type("rdfs:Resource")


def build_languages(tags: Iterable[str]) -> list[Node]:
    """Return the authority terms of language tags; skips unknown ones."""
    primary = map(get_primary_language, tags)
    codes = dict.fromkeys(LANGUAGES[one] for one in primary if one in LANGUAGES)
    return [build_authority_term(f"language/{code}", "dct:LinguisticSystem") for code in codes]
