"""Write and query the indexes of a release: full text, and lists of its things.

Names are imported on first use: similar words take a library that few commands need.
"""

from typing import TYPE_CHECKING

from terril.model.execution.lazy_exports import export_lazily

if TYPE_CHECKING:
    from terril.store.search.index import SearchIndex, SearchResults
    from terril.store.search.index_writer import (
        NAME_PROPERTIES,
        OTHER_NAME_PROPERTIES,
        Entry,
        IndexWriter,
        read_entry,
    )
    from terril.store.search.name_matching import MIN_SCORE, NameMatch, choose_certain, match_name
    from terril.store.search.normalization import fold, split_words
    from terril.store.search.thing_index import ThingIndex, ThingRange
    from terril.store.search.thing_index_builder import build_thing_index
    from terril.store.search.thing_index_writer import (
        FACET_PROPERTIES,
        LEGAL_FORMS,
        ThingEntry,
        make_entry,
        read_thing,
        write_thing_index,
    )
    from terril.store.search.thing_list import ThingList

__all__ = [
    "FACET_PROPERTIES",
    "LEGAL_FORMS",
    "MIN_SCORE",
    "NAME_PROPERTIES",
    "OTHER_NAME_PROPERTIES",
    "Entry",
    "IndexWriter",
    "NameMatch",
    "SearchIndex",
    "SearchResults",
    "ThingEntry",
    "ThingIndex",
    "ThingList",
    "ThingRange",
    "build_thing_index",
    "choose_certain",
    "fold",
    "make_entry",
    "match_name",
    "read_entry",
    "read_thing",
    "split_words",
    "write_thing_index",
]

__getattr__ = export_lazily(
    __name__,
    {
        "index": (
            "SearchIndex",
            "SearchResults",
        ),
        "index_writer": (
            "NAME_PROPERTIES",
            "OTHER_NAME_PROPERTIES",
            "Entry",
            "IndexWriter",
            "read_entry",
        ),
        "name_matching": (
            "MIN_SCORE",
            "NameMatch",
            "choose_certain",
            "match_name",
        ),
        "normalization": (
            "fold",
            "split_words",
        ),
        "thing_index": (
            "ThingIndex",
            "ThingRange",
        ),
        "thing_index_builder": ("build_thing_index",),
        "thing_index_writer": (
            "FACET_PROPERTIES",
            "LEGAL_FORMS",
            "ThingEntry",
            "make_entry",
            "read_thing",
            "write_thing_index",
        ),
        "thing_list": ("ThingList",),
    },
)
