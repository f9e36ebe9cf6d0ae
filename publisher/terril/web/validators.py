"""Strong validators, known before anything is written (RFC 9110, section 8.8.3)."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from flask import request


def make_etag(*parts: object) -> str:
    """A strong validator of what these parts, and nothing else, decide."""
    text = "\n".join(str(part) for part in (software_fingerprint(), *parts))
    return hashlib.sha256(text.encode()).hexdigest()[:24]


@cache
def software_fingerprint() -> str:
    """What changes when the publisher itself changes, and with it the bytes that it writes."""
    digest = hashlib.sha256()
    rooms = [resources.files("terril")]
    while rooms:
        for entry in sorted(rooms.pop().iterdir(), key=lambda one: one.name):
            if entry.is_dir() and entry.name not in ("__pycache__", "town_model"):
                rooms.append(entry)
            elif entry.is_file():
                digest.update(entry.name.encode() + entry.read_bytes())
    return digest.hexdigest()


def has_current(etag: str) -> bool:
    """Whether If-None-Match names the variant, in whatever compression it was sent."""
    wanted = request.if_none_match
    return wanted.star_tag or any(_plain(tag) == etag for tag in wanted.as_set(True))


def as_named(etag: str) -> str:
    """The tag as the client has it: compression makes another representation of a variant."""
    tags = request.if_none_match.as_set(True)
    return next((tag for tag in tags if _plain(tag) == etag), etag)


def _plain(tag: str) -> str:
    return tag.partition(":")[0]
