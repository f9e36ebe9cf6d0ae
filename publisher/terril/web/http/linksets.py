"""Links between documents for programs that know no RDF: typed links and sets of them.

Source: FAIR Signposting profile (signposting.org), levels 1 and 2; RFC 9264 (linksets).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from werkzeug.urls import iri_to_uri

from terril.web.http.documents import LINKSET, Extra

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from terril.representations.pages import Audience
    from terril.town.served_release import ServedRelease

ABOUT_PAGE = '<https://schema.org/AboutPage>; rel="type"'
COLLECTION_PAGE = '<https://schema.org/CollectionPage>; rel="type"'


def links_of_thing(iri: str, kind: str) -> tuple[str, ...]:
    """Values of the Link header for the document of a thing."""
    return (
        ABOUT_PAGE,
        f'<{iri_to_uri(iri)}>; rel="cite-as"',
        f'<../../{kind}>; rel="collection"',
    )


def linkset(served: ServedRelease, kind: str, shown: Callable[[Audience], Sequence[str]]) -> Extra:
    """The things that a list shows, as a set of links."""

    def write(audience: Audience) -> bytes:
        iris = shown(audience)
        base = served.addresses.base
        documents = {iri: f"{base}{served.addresses.path_of(iri)}" for iri in iris}
        whole: dict[str, object] = {
            "anchor": f"{base}{kind}",
            "item": [{"href": href, "type": "text/html"} for href in documents.values()],
            "license": [{"href": str(served.config.licence)}],
        }
        items = [
            {
                "anchor": href,
                "cite-as": [{"href": iri_to_uri(iri)}],
                "collection": [{"href": f"{base}{kind}"}],
                "describedby": [{"href": f"{href}.ttl", "type": "text/turtle"}],
            }
            for iri, href in documents.items()
        ]
        return json.dumps({"linkset": [whole, *items]}, ensure_ascii=False, indent=1).encode()

    return Extra("Linkset", "linkset", LINKSET, write)
