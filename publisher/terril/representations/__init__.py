"""Triples to bytes: RDF, readable JSON-LD, pages, and reports of findings."""
