"""List what prefixes may shorten, and define prefixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.spool.term_text import get_datatype
from terril.model.vocabulary import PREFIXES
from terril.representations.rdf.serialization import IMPLICIT_DATATYPES, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from terril.model.addresses import Addresses


def define_prefixes(names: Iterable[str], addresses: Addresses) -> dict[str, str]:
    """Return the namespaces of prefixes."""
    return {
        name: PREFIXES[name] if name in PREFIXES else addresses.thing(name, "")
        for name in sorted(names)
    }


def list_iris(subjects: Iterable[tuple[str, Mapping[str, Sequence[str]]]]) -> Iterator[str]:
    """Yield the different IRIs that a prefix may shorten."""
    terms: set[str] = set()
    predicates: set[str] = set()
    for subject, values in subjects:
        terms.add(subject)
        predicates.update(values)
        terms.update(*values.values())
    predicates.discard(RDF_TYPE)
    datatypes = set()
    for one in (*predicates, *terms):
        if one[0] == "<":
            yield one[1:-1]
        elif one[-1] == ">":
            datatypes.add(get_datatype(one))
    yield from datatypes - IMPLICIT_DATATYPES
