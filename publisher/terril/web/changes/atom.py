"""Write the changes as an Atom feed, an entry for each (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Response
from markupsafe import Markup

from terril.model.fingerprint import compute_fingerprint
from terril.model.languages import gettext
from terril.model.languages.writing_direction import isolate
from terril.model.xml_characters import replace_unwritable
from terril.web.changes.event_stream import STREAM
from terril.web.changes.rows import WORDS, get_state, make_presenter
from terril.web.http.negotiation import read_audience
from terril.web.http.validators import has_current, select_etag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from terril.release.changes.history import Change, History
    from terril.representations.pages import Audience, Pages
    from terril.town.config import Config
    from terril.town.served_release import ServedRelease
    from terril.web.changes.rows import ChangeRow

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
OTHER_FORMATS = (
    f'<{STREAM}>; rel="alternate"; type="text/html", '
    f'<{STREAM}/feed>; rel="alternate"; type="text/turtle"'
)
ENTRIES = 50
THINGS_NAMED = 50


def atom(served: ServedRelease, history: History) -> Response:
    """Return the newest changes, in the audience's language."""
    audience = read_audience()
    etag = compute_fingerprint(served.release.id, "atom", get_state(history), audience.language)
    if has_current(etag):
        response = Response(status=304)
    else:
        newest = history.list_changes()[::-1][:ENTRIES]
        updated = newest[0].when if newest else served.release.created
        feed = _start_feed(served.config, served.pages, updated, audience)
        presenter = make_presenter(served, audience)
        for change in newest:
            rows = presenter.present_first(change, THINGS_NAMED)
            _add_entry(feed, change, rows, served.addresses.base, audience)
        written = tostring(feed, encoding="utf-8", xml_declaration=True)
        # Readers take a carriage return for a line feed (XML 1.0, section 2.11).
        response = Response(written.replace(b"\r", b"&#13;"))
    response.content_type = f"{MEDIA_TYPE}; charset=utf-8"
    response.set_etag(select_etag(etag))
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = audience.language
    response.headers["Link"] = OTHER_FORMATS
    response.vary.add("Accept-Language")
    return response


def _start_feed(config: Config, pages: Pages, updated: datetime, audience: Audience) -> Element:
    """Return the feed without its entries."""
    address, language = f"{config.addresses.base}{STREAM}", audience.language
    town = pages.text(config.name, audience).striptags()
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _add_text(feed, "id", address)
    _add_text(feed, "title", gettext("{town}: what changed in the data", language, town=town))
    _add_text(feed, "updated", updated.isoformat())
    publisher = pages.text(config.publisher.name, audience).striptags()
    _add_text(SubElement(feed, "author"), "name", publisher)
    _add_link(feed, "self", f"{address}.atom?lang={language}", MEDIA_TYPE)
    _add_link(feed, "alternate", f"{address}?lang={language}", "text/html")
    _add_link(feed, "license", config.licence)
    return feed


def _add_entry(
    feed: Element, change: Change, rows: Iterable[ChangeRow], base: str, audience: Audience
) -> None:
    address, language = f"{base}{STREAM}/{change.name}", audience.language
    counts, entry = change.counts, SubElement(feed, "entry")
    _add_text(entry, "id", address)
    title = gettext(
        "Release {release}: {added} new, {changed} changed, {removed} removed",
        language,
        release=change.release,
        added=counts.added,
        changed=counts.changed,
        removed=counts.removed,
    )
    _add_text(entry, "title", title)
    _add_text(entry, "updated", change.when.isoformat())
    _add_text(entry, "published", change.when.isoformat())
    _add_link(entry, "alternate", f"{address}?lang={language}", "text/html")
    _add_link(entry, "related", f"{address}.rdfp", "application/rdf-patch")
    content = SubElement(entry, "content", {"type": "html"})
    content.text = replace_unwritable(_list_things(rows, base, audience))


def _list_things(rows: Iterable[ChangeRow], base: str, audience: Audience) -> str:
    """Return the things by name as HTML, with absolute links."""
    items = [
        Markup('<li>{}: <a href="{}">{}</a></li>').format(
            gettext(WORDS[one.what], audience.language),
            f"{base}{one.href.removeprefix(audience.root)}",
            isolate(one.name.value),
        )
        if one.href
        else Markup("<li>{}: {}</li>").format(
            gettext(WORDS[one.what], audience.language), isolate(one.name.value)
        )
        for one in rows
    ]
    return str(Markup("<ul>{}</ul>").format(Markup("").join(items)))


def _add_text(parent: Element, name: str, text: str) -> None:
    # A name of an older release may hold what this version does not publish any more.
    SubElement(parent, name).text = replace_unwritable(text)


def _add_link(parent: Element, relation: str, address: str, media_type: str = "") -> None:
    more = {"type": media_type} if media_type else {}
    SubElement(parent, "link", {"rel": relation, "href": address, **more})
