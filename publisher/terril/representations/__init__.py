"""Represent data as bytes: RDF, readable JSON-LD, tables, pages, and reports of findings."""
