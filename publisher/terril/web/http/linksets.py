"""Write the links between documents as linksets, for programs that do not read RDF.

Source: FAIR Signposting profile (signposting.org), level 2; RFC 9264 (linksets).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from werkzeug.urls import iri_to_uri

from terril.web.http.documents import LINKSET, ExtraFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from terril.representations.pages import Audience
    from terril.town.config import Config


def build_linkset(
    config: Config, kind: str, select: Callable[[Audience], Sequence[str]]
) -> ExtraFormat:
    """Return the linkset of a list as a further format of its document.

    Args:
        config: the town's IRIs and licence.
        kind: of the things of the list.
        select: returns the IRIs that a page of the list shows.
    """

    def write(audience: Audience) -> bytes:
        addresses = config.addresses
        base = addresses.base
        documents = {iri: f"{base}{addresses.path_of(iri)}" for iri in select(audience)}
        whole: dict[str, object] = {
            "anchor": f"{base}{kind}",
            "item": [{"href": href, "type": "text/html"} for href in documents.values()],
            "license": [{"href": config.licence}],
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

    return ExtraFormat("Linkset", "linkset", LINKSET, write)
