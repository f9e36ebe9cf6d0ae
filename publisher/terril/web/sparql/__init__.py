"""Serve the SPARQL endpoint and its query page."""
