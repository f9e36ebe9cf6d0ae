"""Read, locate and validate the files of a town: from bytes on disk to sources and findings."""
