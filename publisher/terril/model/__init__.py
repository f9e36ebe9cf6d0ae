"""Vocabulary, addresses, errors and formats that all packages share; the lowest layer."""
