"""Build the index of things for a release that was built before there was one."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from terril.model.vocabulary import SKOS
from terril.store.search.thing_index import ThingIndex
from terril.store.search.thing_index_writer import LEGAL_FORMS, make_entry, write_thing_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from terril.store.reader import StoreReader
    from terril.store.search.thing_index_writer import ThingEntry


def build_thing_index(
    store: StoreReader, kinds: Mapping[str, Iterable[str]], languages: Sequence[str]
) -> ThingIndex:
    """Return an index in a temporary file, which is deleted when the index is no longer used.

    Args:
        store: the statements of the release.
        kinds: IRIs of the things by kind.
        languages: of the town, preferred first.
    """
    folder = tempfile.mkdtemp(prefix="terril-things-")
    path = Path(folder) / "things.sqlite"
    index = ThingIndex(path)
    weakref.finalize(index, shutil.rmtree, folder, ignore_errors=True)
    write_thing_index(path, _read_entries(store, kinds), languages)
    return index


def _read_entries(store: StoreReader, kinds: Mapping[str, Iterable[str]]) -> Iterator[ThingEntry]:
    links = store.towards(NamedNode(LEGAL_FORMS))
    forms = {
        quad.subject.value
        for quad in links
        if quad.predicate.value == f"{SKOS}inScheme" and isinstance(quad.subject, NamedNode)
    }
    for kind, iris in kinds.items():
        for iri in iris:
            values = ((quad.predicate, quad.object) for quad in store.about(NamedNode(iri)))
            yield make_entry(iri, kind, values, forms)
