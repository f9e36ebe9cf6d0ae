"""Report that the server is ready: ``/health``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, jsonify

if TYPE_CHECKING:
    from terril.town.served_release import ServedRelease


def health(served: ServedRelease) -> Response:
    """Return the current release and its size, for a monitor."""
    response = jsonify(
        status="ok",
        release=served.release.id,
        created=served.release.created.isoformat(),
        things=served.release.manifest.things,
        triples=served.release.manifest.triples,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
