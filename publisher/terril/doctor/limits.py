"""How much the doctor may ask of a site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one visit may use.

    Attributes:
        seconds: wall-clock time of one request, from the connection to the last byte.
        visit_seconds: of all requests together.
        requests: how many there may be.
        page_bytes: of a page of the catalogue; CKAN reads no more than 50 MB.
        file_bytes: of a file whose checksum is verified; of a larger one only the head is read.
        pages: of the catalogue that are read.
        links: addresses in the catalogue that are followed.
        statements: of a catalogue that shapes are run on.
    """

    seconds: float = 20
    visit_seconds: float = 600
    requests: int = 600
    page_bytes: int = 50 * 2**20
    file_bytes: int = 2 * 2**20
    pages: int = 50
    links: int = 300
    statements: int = 200_000
