"""Serve the catalogue and the files of its datasets."""
