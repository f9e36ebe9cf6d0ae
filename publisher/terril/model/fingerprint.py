"""Digests from which strong validators (RFC 9110, section 8.8.3) and cache keys are made."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources


def fingerprint(*parts: object) -> str:
    """Return a digest that changes with any of the parts, and with the software."""
    text = "\n".join(str(part) for part in (software_fingerprint(), *parts))
    return hashlib.sha256(text.encode()).hexdigest()[:24]


@cache
def software_fingerprint() -> str:
    """Return a digest of the files of this package: other software may write other bytes."""
    digest = hashlib.sha256()
    folders = [resources.files("terril")]
    while folders:
        for entry in sorted(folders.pop().iterdir(), key=lambda one: one.name):
            if entry.is_dir() and entry.name not in ("__pycache__", "town_model"):
                folders.append(entry)
            elif entry.is_file():
                digest.update(entry.name.encode() + entry.read_bytes())
    return digest.hexdigest()
