"""Describe the service itself as RDF."""
