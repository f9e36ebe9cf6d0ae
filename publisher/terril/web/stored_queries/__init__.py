"""Serve stored queries below /query."""
