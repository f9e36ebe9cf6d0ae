"""Serve things: their documents and lists of them."""
