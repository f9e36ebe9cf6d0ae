"""Who asks: the language of the reader, and how deep below the site's root they are."""

from __future__ import annotations

from flask import request

from terril.model.languages import available
from terril.representations.pages import Audience
from terril.web.http.negotiation import choose_language

RELEASE = "release"


def read_audience() -> Audience:
    """Who asks: the language of ``?lang=``, else of Accept-Language; and how deep they are."""
    root = "../" * (request.path.count("/") - 1) or "./"
    chosen = request.args.get("lang", "")
    release = request.args.get(RELEASE, "")
    if chosen in available():
        return Audience(chosen, root, chosen=True, release=release)
    accepted = choose_language(request.headers.get("Accept-Language"), available())
    return Audience(accepted, root, release=release)
