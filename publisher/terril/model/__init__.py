"""Vocabulary, addresses, errors and formats that all packages share; the lowest layer."""

__version__ = "0.1.0"
"""Version of the software."""
