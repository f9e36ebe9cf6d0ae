"""Locate statements in the files of a town."""
