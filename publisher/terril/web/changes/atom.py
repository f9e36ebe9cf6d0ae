"""``/changes.atom``: the changes for a feed reader, an entry for each (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Response
from markupsafe import Markup

from terril.model.fingerprint import fingerprint
from terril.model.languages import gettext
from terril.web.changes.event_stream import STREAM
from terril.web.changes.rows import WORDS, first_things, state_of
from terril.web.http.audience import read_audience
from terril.web.http.validators import as_named, has_current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.release.changes.history import Change, History
    from terril.representations.pages import Audience
    from terril.town.served_release import ServedRelease
    from terril.web.changes.rows import ChangeRow

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
ENTRIES = 50
THINGS_NAMED = 50


def atom(served: ServedRelease, history: History) -> Response:
    """The newest changes, in the reader's language."""
    audience = read_audience()
    etag = fingerprint(served.release.id, "atom", state_of(history), audience.language)
    if has_current(etag):
        response = Response(status=304)
    else:
        response = Response(_written(served, history, audience))
    response.content_type = f"{MEDIA_TYPE}; charset=utf-8"
    response.set_etag(as_named(etag))
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = audience.language
    response.vary.add("Accept-Language")
    return response


def _written(served: ServedRelease, history: History, audience: Audience) -> bytes:
    base, language = served.addresses.base, audience.language
    newest = history.list_changes()[::-1][:ENTRIES]
    town = served.pages.text(served.config.name, audience).striptags()
    root = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _text(root, "id", f"{base}{STREAM}")
    _text(root, "title", gettext("{town}: what changed in the data", language, town=town))
    _text(root, "updated", (newest[0].when if newest else served.release.created).isoformat())
    author = SubElement(root, "author")
    _text(author, "name", served.pages.text(served.config.publisher.name, audience).striptags())
    _link(root, "self", f"{base}{STREAM}.atom?lang={language}", MEDIA_TYPE)
    _link(root, "alternate", f"{base}{STREAM}?lang={language}", "text/html")
    _link(root, "license", str(served.config.licence))
    for change in newest:
        _entry(SubElement(root, "entry"), served, change, audience)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(entry: Element, served: ServedRelease, change: Change, audience: Audience) -> None:
    address, language = f"{served.addresses.base}{STREAM}/{change.name}", audience.language
    counts = change.counts
    _text(entry, "id", address)
    title = gettext(
        "Release {release}: {added} new, {changed} changed, {removed} removed",
        language,
        release=change.release,
        added=counts.added,
        changed=counts.changed,
        removed=counts.removed,
    )
    _text(entry, "title", title)
    _text(entry, "updated", change.when.isoformat())
    _text(entry, "published", change.when.isoformat())
    _link(entry, "alternate", f"{address}?lang={language}", "text/html")
    _link(entry, "related", f"{address}.rdfp", "application/rdf-patch")
    told = first_things(served, change, audience, THINGS_NAMED)
    content = SubElement(entry, "content", {"type": "html"})
    content.text = _content(served, told, audience)


def _content(served: ServedRelease, told: Sequence[ChangeRow], audience: Audience) -> str:
    """The things by name, with links that work wherever the entry is read."""
    rows = [
        Markup('<li>{}: <a href="{}">{}</a></li>').format(
            gettext(WORDS[one.what], audience.language),
            f"{served.addresses.base}{one.href.removeprefix(audience.root)}",
            one.name.value,
        )
        if one.href
        else Markup("<li>{}: {}</li>").format(
            gettext(WORDS[one.what], audience.language), one.name.value
        )
        for one in told
    ]
    return str(Markup("<ul>{}</ul>").format(Markup("").join(rows)))


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _link(parent: Element, relation: str, address: str, media_type: str = "") -> None:
    more = {"type": media_type} if media_type else {}
    SubElement(parent, "link", {"rel": relation, "href": address, **more})
