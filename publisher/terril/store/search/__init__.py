"""Full-text search: an index that is written with a release, and questions to it."""

from terril.store.search.index import Hit, Matching, SearchIndex, SearchResults
from terril.store.search.index_writer import write_index

__all__ = ["Hit", "Matching", "SearchIndex", "SearchResults", "write_index"]
