"""The read-only store of a release, and what runs queries on it."""
