"""Serialize triples."""
