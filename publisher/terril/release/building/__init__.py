"""Build the files of a release from its sorted statements."""
