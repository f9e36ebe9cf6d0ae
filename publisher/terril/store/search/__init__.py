"""Full-text search: an index that is written with a release, and questions to it."""

from terril.store.search.index import Found, Hit, Matching, SearchIndex
from terril.store.search.index_writer import write_index

__all__ = ["Found", "Hit", "Matching", "SearchIndex", "write_index"]
