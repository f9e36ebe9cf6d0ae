"""The accessibility statement: how far the pages can be used by everybody, and whom to tell.

Source: Directive (EU) 2016/2102, article 7; for France, article 47 of law 2005-102.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model.languages import format_day, gettext_noop, translations
from terril.model.vocabulary import DCT, FOAF, TYPE
from terril.web.http.documents import Document, PageFrame, answer

if TYPE_CHECKING:
    from flask import Response

    from terril.representations.pages import Audience
    from terril.town.served_release import ServedRelease

NAME = "accessibility"
TITLE = gettext_noop("Accessibility")


def statement(served: ServedRelease, extension: str | None) -> Response:
    """The statement of the town."""
    config = served.config

    def triples() -> list[Triple]:
        me = NamedNode(f"{served.addresses.base}{NAME}")
        titles = translations(TITLE).items()
        return [
            Triple(me, TYPE, NamedNode(f"{FOAF}Document")),
            Triple(me, NamedNode(f"{DCT}publisher"), NamedNode(str(config.publisher.iri))),
            *(Triple(me, NamedNode(f"{DCT}title"), Literal(t, language=tag)) for tag, t in titles),
        ]

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
