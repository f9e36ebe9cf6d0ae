"""Evaluate the SPARQL queries of shapes with pre-bound variables."""
