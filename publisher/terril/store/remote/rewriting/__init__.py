"""Rewrite queries for the graphs of one release in a remote store."""
