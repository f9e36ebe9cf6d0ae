"""Limits of the requests to an examined site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CrawlLimits:
    """Limits of one examination.

    Attributes:
        seconds: wall-clock time of one request, from the connection to the last byte.
        crawl_seconds: wall-clock time of all requests together.
        requests: number of requests.
        page_bytes: size of a page of the catalogue; CKAN reads no more than 50 MB.
        file_bytes: size of a file whose checksum is verified; of a larger one only the head
            is requested.
        pages: number of pages of the catalogue.
        links: number of links of the catalogue that are followed.
        statements: size of a catalogue that is validated against shapes.
    """

    seconds: float = 20
    crawl_seconds: float = 600
    requests: int = 600
    page_bytes: int = 50 * 2**20
    file_bytes: int = 2 * 2**20
    pages: int = 50
    links: int = 300
    statements: int = 200_000
