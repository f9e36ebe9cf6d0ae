"""Strong validators, known before anything is written (RFC 9110, section 8.8.3)."""

from __future__ import annotations

from flask import request


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
