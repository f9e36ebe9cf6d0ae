"""Write the changes as an Atom feed, an entry for each (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Response
from markupsafe import Markup

from terril.model.fingerprint import fingerprint
from terril.model.languages import gettext
from terril.web.changes.event_stream import STREAM
from terril.web.changes.rows import WORDS, get_state, make_presenter
from terril.web.http.negotiation import read_audience
from terril.web.http.validators import has_current, select_etag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from terril.release.changes.history import Change, History
    from terril.representations.pages import Audience
    from terril.town.served_release import ServedRelease
    from terril.web.changes.rows import ChangeRow

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
ENTRIES = 50
THINGS_NAMED = 50


def atom(served: ServedRelease, history: History) -> Response:
    """Return the newest changes, in the audience's language."""
    audience = read_audience()
    etag = fingerprint(served.release.id, "atom", get_state(history), audience.language)
    if has_current(etag):
        response = Response(status=304)
    else:
        newest = history.list_changes()[::-1][:ENTRIES]
        response = Response(_write(served, newest, audience))
    response.content_type = f"{MEDIA_TYPE}; charset=utf-8"
    response.set_etag(select_etag(etag))
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = audience.language
    response.vary.add("Accept-Language")
    return response


def _write(served: ServedRelease, newest: Sequence[Change], audience: Audience) -> bytes:
    base, language = served.addresses.base, audience.language
    town = served.pages.text(served.config.name, audience).striptags()
    publisher = served.pages.text(served.config.publisher.name, audience).striptags()
    root = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _add_text(root, "id", f"{base}{STREAM}")
    _add_text(root, "title", gettext("{town}: what changed in the data", language, town=town))
    updated = newest[0].when if newest else served.release.created
    _add_text(root, "updated", updated.isoformat())
    _add_text(SubElement(root, "author"), "name", publisher)
    _add_link(root, "self", f"{base}{STREAM}.atom?lang={language}", MEDIA_TYPE)
    _add_link(root, "alternate", f"{base}{STREAM}?lang={language}", "text/html")
    _add_link(root, "license", str(served.config.licence))
    presenter = make_presenter(served, audience)
    for change in newest:
        entry = _add_entry(root, f"{base}{STREAM}/{change.name}", change, language)
        content = SubElement(entry, "content", {"type": "html"})
        content.text = _list_things(presenter.present_first(change, THINGS_NAMED), base, audience)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _add_entry(root: Element, address: str, change: Change, language: str) -> Element:
    counts, entry = change.counts, SubElement(root, "entry")
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
    return entry


def _list_things(rows: Iterable[ChangeRow], base: str, audience: Audience) -> str:
    """Return the things by name as HTML, with absolute links."""
    items = [
        Markup('<li>{}: <a href="{}">{}</a></li>').format(
            gettext(WORDS[one.what], audience.language),
            f"{base}{one.href.removeprefix(audience.root)}",
            one.name.value,
        )
        if one.href
        else Markup("<li>{}: {}</li>").format(
            gettext(WORDS[one.what], audience.language), one.name.value
        )
        for one in rows
    ]
    return str(Markup("<ul>{}</ul>").format(Markup("").join(items)))


def _add_text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _add_link(parent: Element, relation: str, address: str, media_type: str = "") -> None:
    more = {"type": media_type} if media_type else {}
    SubElement(parent, "link", {"rel": relation, "href": address, **more})
