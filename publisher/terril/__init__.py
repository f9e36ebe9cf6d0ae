"""Terril: a town's data, checked, frozen into releases and served as linked data."""

__version__ = "0.1.0"
