"""The error of a local context."""

from __future__ import annotations


class ContextError(ValueError):
    """A local context that cannot be added; the argument is the specification's code."""
