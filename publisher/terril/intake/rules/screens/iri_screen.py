"""Select the IRIs that a rule would report, each examined once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from terril.intake.locations.lines import RELATIVE
from terril.intake.rules.names import WRONG_SCHEMA
from terril.intake.rules.statements.terms import ANY, CLASS, PROPERTY, is_wrong_term
from terril.intake.rules.things.reachability import is_reachable
from terril.intake.rules.values.bracketed_names import is_bracketed_name
from terril.intake.rules.values.link_schemes import may_stand
from terril.intake.vocabularies import load_vocabularies
from terril.model.xml_characters import can_name_element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from terril.intake.naming_policy import NamingPolicy

MOST_IRIS = 20_000
"""The number of IRIs of each kind that are remembered."""
KIND = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"


class IriScreen:
    """A screen for the terms that are IRIs; texts are those of N-Triples, with ``<`` and ``>``.

    Args:
        naming: policy for IRIs.
        terms: IRIs that the model describes; without them terms are not checked.
    """

    def __init__(self, naming: NamingPolicy, terms: frozenset[str]) -> None:
        self._naming = naming
        self._terms = terms
        self._path = f"{urlsplit(naming.addresses.base).path}id/"
        self._thing = re.compile(rf"<{re.escape(naming.addresses.base)}id/{KIND}/[^/?#%>]+>")
        # Where a vocabulary is at addresses of the town, each of these is examined.
        vocabularies = load_vocabularies() if terms else {}
        self._trusts_things = not any(
            one.startswith(naming.addresses.base) for one in (*vocabularies, *terms)
        )
        self._is_wrong_subject = _remember(self._examine_subject)
        self._is_wrong_object = _remember(self._examine_object)
        self._is_wrong_class = _remember(self._examine_class)
        self._is_wrong_predicate = _remember(self._examine_predicate)
        self._is_wrong_datatype = _remember(self._examine_datatype)

    def __reduce__(self) -> tuple[type[IriScreen], tuple[NamingPolicy, frozenset[str]]]:
        """Pickle without what is remembered."""
        return IriScreen, (self._naming, self._terms)

    def select_subjects(self, subjects: Iterable[str]) -> set[str]:
        """Return the IRIs that a rule would report as subjects, and one blank node."""
        fits = self._thing.fullmatch
        doubtful = [one for one in subjects if not fits(one)]
        blank = [one for one in doubtful if one[0] == "_"]
        named = (one for one in doubtful if one[0] != "_")
        return {*blank[:1], *filter(self._is_wrong_subject, named)}

    def select_objects(self, objects: Iterable[str]) -> set[str]:
        """Return the IRIs that a rule would report as the objects of any property."""
        fits = self._thing.fullmatch
        trusts = self._trusts_things
        return {
            one for one in objects if not (trusts and fits(one)) and self._is_wrong_object(one)
        }

    def select_classes(self, classes: Iterable[str]) -> set[str]:
        """Return the IRIs that a rule would report as the classes of things."""
        return set(filter(self._is_wrong_class, classes))

    def select_predicates(self, predicates: Iterable[str]) -> set[str]:
        """Return the IRIs that a rule would report as predicates."""
        return set(filter(self._is_wrong_predicate, predicates))

    def select_datatypes(self, datatypes: Iterable[str]) -> set[str]:
        """Return the IRIs that a rule would report as datatypes."""
        return set(filter(self._is_wrong_datatype, datatypes))

    def _examine_subject(self, term: str) -> bool:
        iri = term[1:-1]
        name = self._naming.addresses.name_of(iri)
        return (
            (name is not None and not is_reachable(name))
            or is_bracketed_name(iri)
            or self._naming.check_subject(iri) is not None
        )

    def _examine_object(self, term: str) -> bool:
        iri = term[1:-1]
        return not may_stand(iri) or self._examine_reference(iri) or self._is_wrong(iri, ANY)

    def _examine_class(self, term: str) -> bool:
        iri = term[1:-1]
        return not may_stand(iri) or self._examine_reference(iri) or self._is_wrong(iri, CLASS)

    def _examine_predicate(self, term: str) -> bool:
        iri = term[1:-1]
        wrong = self._examine_reference(iri) or self._is_wrong(iri, PROPERTY)
        return wrong or not can_name_element(iri)

    def _examine_datatype(self, term: str) -> bool:
        iri = term[1:-1]
        return is_bracketed_name(iri) or self._is_wrong(iri, CLASS)

    def _examine_reference(self, iri: str) -> bool:
        if iri.startswith(WRONG_SCHEMA) or is_bracketed_name(iri):
            return True
        # Comparing hosts takes long: only such a path leads to it.
        suspicious = self._path in iri or iri.startswith(RELATIVE)
        return suspicious and self._naming.check_reference(iri) is not None

    def _is_wrong(self, iri: str, kind: str) -> bool:
        return bool(self._terms) and is_wrong_term(iri, kind, self._terms)


def _remember(examine: Callable[[str], bool]) -> Callable[[str], bool]:
    return lru_cache(MOST_IRIS)(examine)
