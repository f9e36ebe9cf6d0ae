"""Read and count the pages of a list."""

from __future__ import annotations

from flask import request

MOST_DIGITS = 9


def read_page_number() -> int:
    """Return the parameter ``page`` of the address, by default 1; 0 if it is no whole number."""
    text = request.args.get("page", "1")
    return int(text[:MOST_DIGITS]) if text.isascii() and text.isdigit() else 0


def count_pages(total: int, size: int) -> int:
    """Return the number of pages of a list; an empty list has one page.

    Args:
        total: number of items.
        size: number of items on a page.
    """
    return max(1, -(-total // size))
