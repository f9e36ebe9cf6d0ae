"""Compute digests for strong validators (RFC 9110, section 8.8.3) and cache keys."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from pathlib import PurePosixPath

# The copy of the reusable model in the wheel: its files are part of each release.
TOWN_MODEL = PurePosixPath("intake/model")


def compute_fingerprint(*parts: object) -> str:
    """Return a digest that changes with any of the parts, and with the software."""
    text = "\n".join(str(part) for part in (compute_software_fingerprint(), *parts))
    return hashlib.sha256(text.encode()).hexdigest()[:24]


@cache
def compute_software_fingerprint() -> str:
    """Return a digest of the files of this package: another version may write other bytes."""
    digest = hashlib.sha256()
    folders = [(resources.files("terril"), PurePosixPath())]
    while folders:
        folder, path = folders.pop()
        for entry in sorted(folder.iterdir(), key=lambda one: one.name):
            inner = path / entry.name
            if entry.is_dir() and inner.name != "__pycache__" and inner != TOWN_MODEL:
                folders.append((entry, inner))
            elif entry.is_file():
                digest.update(entry.name.encode() + entry.read_bytes())
    return digest.hexdigest()
