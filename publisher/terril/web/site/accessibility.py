"""Publish the accessibility statement: the state of the pages, and whom to contact.

Source: Directive (EU) 2016/2102, article 7; for France, article 47 of law 2005-102.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.languages import format_day, gettext_noop, translate_all
from terril.model.triples import Node
from terril.web.http.documents import Document, PageFrame, answer

if TYPE_CHECKING:
    from flask import Response
    from pyoxigraph import Triple

    from terril.representations.pages import Audience
    from terril.town.served_release import ServedRelease

NAME = "accessibility"
TITLE = gettext_noop("Accessibility")


def statement(served: ServedRelease, extension: str | None = None) -> Response:
    """Return the statement of the town."""
    config = served.config

    def triples() -> list[Triple]:
        node = Node(f"{served.addresses.base}{NAME}").add_type("foaf:Document")
        node.add_iri("dct:publisher", str(config.publisher.iri))
        return node.add_texts("dct:title", translate_all(TITLE)).triples

    def page(audience: Audience, frame: PageFrame) -> str:
        return served.pages.write(
            "site/accessibility.html",
            audience,
            publisher=config.publisher.name,
            contact=config.contact,
            french=config.country == "fr",
            date=format_day(served.release.created.date(), audience.language),
            **frame.values(),
        )

    return answer(Document(NAME, triples, page), served, extension)
