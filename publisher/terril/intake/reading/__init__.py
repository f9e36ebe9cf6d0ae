"""Read the files of a town in chunks, and sort their statements on disk."""
