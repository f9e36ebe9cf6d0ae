"""Write and query the full-text index of a release.

Names are imported on first use: what writes the index needs none of what reads it.
"""

from typing import TYPE_CHECKING

from terril.model.lazy_exports import export_lazily

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

__all__ = [
    "MIN_SCORE",
    "NAME_PROPERTIES",
    "OTHER_NAME_PROPERTIES",
    "Entry",
    "IndexWriter",
    "NameMatch",
    "SearchIndex",
    "SearchResults",
    "choose_certain",
    "fold",
    "match_name",
    "read_entry",
    "split_words",
]

__getattr__ = export_lazily(
    __name__,
    {
        "index": ("SearchIndex", "SearchResults"),
        "index_writer": (
            "NAME_PROPERTIES",
            "OTHER_NAME_PROPERTIES",
            "Entry",
            "IndexWriter",
            "read_entry",
        ),
        "name_matching": ("MIN_SCORE", "NameMatch", "choose_certain", "match_name"),
        "normalization": ("fold", "split_words"),
    },
)
