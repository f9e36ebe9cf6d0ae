"""Apply the rules of the model to one subject at a time.

A rule that is known here takes a microsecond where the query engine takes a hundred. It is
recognized by its text: any other, changed by a word, goes to the engine.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.spool.term_text import get_language, is_blank_node, is_iri, is_literal
from terril.model.vocabulary import ORG, OWL, RDFS, SCHEMA, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from terril.intake.town_model import QueryFile

INVERSES = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>

CONSTRUCT { ?value ?inverse ?thing } WHERE {
  { ?property owl:inverseOf ?inverse } UNION { ?inverse owl:inverseOf ?property }
  ?thing ?property ?value .
  FILTER (isIRI(?value))
}
"""
MEMBERSHIPS = """
PREFIX org: <http://www.w3.org/ns/org#>

CONSTRUCT { ?member org:memberOf ?organization } WHERE {
  ?membership org:member ?member ;
    org:organization ?organization .
}
"""
NAMES = """
PREFIX schema: <http://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

CONSTRUCT { ?thing ?other ?name } WHERE {
  VALUES (?one ?other) {
    (skos:prefLabel schema:name)
    (schema:name skos:prefLabel)
    (skos:altLabel schema:alternateName)
    (schema:alternateName skos:altLabel)
  }
  ?thing ?one ?name .
  FILTER NOT EXISTS {
    ?thing ?other ?there .
    FILTER (
      ?other IN (skos:prefLabel, schema:name)
      && LANGMATCHES(LANG(?there), STRBEFORE(CONCAT(LANG(?name), "-"), "-"))
    )
  }
}
"""
WIDER = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

CONSTRUCT { ?thing ?wider ?value } WHERE {
  ?property rdfs:subPropertyOf ?wider .
  ?thing ?property ?value .
}
"""
TOKEN = re.compile(r"<[^<>\s]*>|#.*|[^\s<#]+|<")
INVERSE_OF, SUB_PROPERTY_OF = f"<{OWL}inverseOf>", f"<{RDFS}subPropertyOf>"
MEMBER, ORGANIZATION, MEMBER_OF = (
    f"<{ORG}{name}>" for name in ("member", "organization", "memberOf")
)
LABEL, NAME = f"<{SKOS}prefLabel>", f"<{SCHEMA}name>"
OTHER_LABEL, OTHER_NAME = f"<{SKOS}altLabel>", f"<{SCHEMA}alternateName>"
PAIRS = (LABEL, NAME), (NAME, LABEL), (OTHER_LABEL, OTHER_NAME), (OTHER_NAME, OTHER_LABEL)

Values = dict[str, dict[str, None]]
"""The objects of each predicate of a subject, as N-Triples texts."""
Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class KnownRules:
    """The rules of a model, all of which are known here.

    Attributes:
        inverses: the inverse properties of each property, as N-Triples texts.
        wider: the properties of which each property is a sub-property.
        memberships: ``True`` if the rule of memberships is one of them.
        names: ``True`` if the rule of names is one of them.
    """

    inverses: Mapping[str, tuple[str, ...]]
    wider: Mapping[str, tuple[str, ...]]
    memberships: bool
    names: bool

    def apply(
        self, subject: str, known: Values, fresh: Iterable[tuple[str, str]]
    ) -> Iterator[Triple]:
        """Yield what follows from the statements about a subject, known statements as well.

        Args:
            subject: N-Triples text.
            known: all statements about it.
            fresh: those of them from which single statements have not been inferred yet.
        """
        for predicate, value in fresh:
            for wider in self.wider.get(predicate, ()):
                yield subject, wider, value
            for inverse in self.inverses.get(predicate, ()):
                if is_iri(value):
                    yield value, inverse, subject
        if self.memberships and MEMBER in known:
            yield from _find_members(known)
        if self.names:
            yield from ((subject, other, name) for other, name in _find_names(known))

    def find_origins(self, subject: str, received: Iterable[tuple[str, str]]) -> Iterator[Triple]:
        """Yield the statements from which some others must have been inferred as their inverse.

        Args:
            subject: N-Triples text.
            received: statements about it that follow from those about others.
        """
        for predicate, value in received:
            inverses = self.inverses.get(predicate, ())
            if len(inverses) == 1 and predicate != MEMBER_OF:
                yield value, inverses[0], subject


def _find_members(known: Values) -> Iterator[Triple]:
    for member in known[MEMBER]:
        if is_iri(member) or is_blank_node(member):
            for organization in known.get(ORGANIZATION, ()):
                yield member, MEMBER_OF, organization


def _find_names(known: Values) -> Iterator[tuple[str, str]]:
    for one, other in PAIRS:
        if one in known:
            names = _select_names(known[one], other, known.get(other, ()))
            yield from ((other, name) for name in names)


def _select_names(names: Iterable[str], other: str, there: Iterable[str]) -> Iterable[str]:
    """Return the names that the other property does not have in their language."""
    if other not in (LABEL, NAME):
        return names
    languages = {_get_language(one) for one in there if is_literal(one)}
    # An IRI has no language, not even an empty one.
    return [one for one in names if not is_literal(one) or _get_language(one) not in languages]


def _get_language(literal: str) -> str:
    """Return the language of a literal without country and script (RFC 4647, section 3.3.1)."""
    return get_language(literal).partition("-")[0].lower()


def recognize_rules(rules: Iterable[QueryFile], vocabulary: Iterable[Triple]) -> KnownRules | None:
    """Return the rules of a model; ``None`` if one is not known here.

    Args:
        rules: of the model.
        vocabulary: statements of the ontology, whatever else they are about.
    """
    texts = {_normalize(rule.text) for rule in rules}
    known = {name: _normalize(text) in texts for name, text in KNOWN.items()}
    if len(texts) != sum(known.values()):
        return None
    inverses, wider = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for subject, predicate, value in vocabulary:
        if predicate == INVERSE_OF and known["inverses"]:
            inverses[subject].add(value)
            inverses[value].add(subject)
        elif predicate == SUB_PROPERTY_OF and known["wider"]:
            wider[subject].add(value)
    found = KnownRules(_freeze(inverses), _freeze(wider), known["memberships"], known["names"])
    derived = {
        one for table in (found.inverses, found.wider) for row in table.values() for one in row
    }
    # Rules that change the rules are left to the engine.
    return None if derived & {INVERSE_OF, SUB_PROPERTY_OF} else found


KNOWN = {"inverses": INVERSES, "memberships": MEMBERSHIPS, "names": NAMES, "wider": WIDER}


def _freeze(table: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Return the IRIs of a table: only these are properties."""
    return {one: tuple(sorted(filter(is_iri, row))) for one, row in table.items()}


def _normalize(text: str) -> str:
    """Return a query without comments, and with one space between words."""
    return " ".join(word for word in TOKEN.findall(text) if not word.startswith("#"))
