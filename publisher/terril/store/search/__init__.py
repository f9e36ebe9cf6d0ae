"""Write and query the full-text index of a release."""

from terril.store.search.index import SearchIndex, SearchResults
from terril.store.search.index_writer import NAME_PROPERTIES, OTHER_NAME_PROPERTIES, write_index
from terril.store.search.name_matching import MIN_SCORE, NameMatch, choose_certain, match_name
from terril.store.search.normalization import fold, split_words

__all__ = [
    "MIN_SCORE",
    "NAME_PROPERTIES",
    "OTHER_NAME_PROPERTIES",
    "NameMatch",
    "SearchIndex",
    "SearchResults",
    "choose_certain",
    "fold",
    "match_name",
    "split_words",
    "write_index",
]
