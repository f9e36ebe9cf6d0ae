"""Select the prefixes of some statements, given as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.spool.term_text import get_datatype
from terril.model.vocabulary import PREFIXES
from terril.representations.rdf.serialization import IMPLICIT_DATATYPES, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from terril.model.addresses import Addresses


def select_namespaces(
    subjects: Iterable[tuple[str, Mapping[str, Sequence[str]]]], addresses: Addresses
) -> dict[str, str]:
    """Return the prefixes that statements use; each kind of the town's things is one.

    Every namespace ends in ``/`` or ``#``: an IRI has the beginning of one if what is in front
    of its last such character has.
    """
    starts: set[str] = set()
    known = dict(PREFIXES)
    things = addresses.thing("", "")[:-1]
    for iri in _list_iris(subjects):
        start = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
        if start in starts and not start.startswith(things):
            continue
        starts.add(start)
        if name := addresses.name_of(iri):
            known.setdefault(name.kind, addresses.thing(name.kind, ""))
    used = {
        prefix: namespace
        for prefix, namespace in known.items()
        if any(start.startswith(namespace) for start in starts)
    }
    return dict(sorted(used.items()))


def define_prefixes(names: Iterable[str], addresses: Addresses) -> dict[str, str]:
    """Return the namespaces of prefixes."""
    return {
        name: PREFIXES[name] if name in PREFIXES else addresses.thing(name, "")
        for name in sorted(names)
    }


def _list_iris(subjects: Iterable[tuple[str, Mapping[str, Sequence[str]]]]) -> Iterator[str]:
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
