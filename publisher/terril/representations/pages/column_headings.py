"""Translate the variables of stored queries to column headings."""

from __future__ import annotations

import re

from terril.model.languages import gettext, gettext_noop

HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

WORDS = (
    gettext_noop("administrator"),
    gettext_noop("administrator name"),
    gettext_noop("audience"),
    gettext_noop("audience name"),
    gettext_noop("body"),
    gettext_noop("certification"),
    gettext_noop("certification name"),
    gettext_noop("derived from"),
    gettext_noop("document"),
    gettext_noop("elsewhere"),
    gettext_noop("event"),
    gettext_noop("exact"),
    gettext_noop("graph"),
    gettext_noop("keyword"),
    gettext_noop("keyword name"),
    gettext_noop("kind"),
    gettext_noop("kind name"),
    gettext_noop("language"),
    gettext_noop("latitude"),
    gettext_noop("least"),
    gettext_noop("link"),
    gettext_noop("locality"),
    gettext_noop("longitude"),
    gettext_noop("meaning"),
    gettext_noop("member"),
    gettext_noop("member name"),
    gettext_noop("most"),
    gettext_noop("name"),
    gettext_noop("note"),
    gettext_noop("number"),
    gettext_noop("occupation"),
    gettext_noop("one"),
    gettext_noop("organization"),
    gettext_noop("organizations"),
    gettext_noop("other"),
    gettext_noop("other name"),
    gettext_noop("parent"),
    gettext_noop("parent name"),
    gettext_noop("part"),
    gettext_noop("part of"),
    gettext_noop("partner"),
    gettext_noop("place"),
    gettext_noop("place name"),
    gettext_noop("places"),
    gettext_noop("postcode"),
    gettext_noop("programme"),
    gettext_noop("property"),
    gettext_noop("provider"),
    gettext_noop("publisher"),
    gettext_noop("question"),
    gettext_noop("quotation"),
    gettext_noop("register"),
    gettext_noop("role"),
    gettext_noop("sector"),
    gettext_noop("sector name"),
    gettext_noop("service"),
    gettext_noop("shared"),
    gettext_noop("site"),
    gettext_noop("statement"),
    gettext_noop("statements"),
    gettext_noop("street"),
    gettext_noop("structure"),
    gettext_noop("structures"),
    gettext_noop("theme"),
    gettext_noop("theme name"),
    gettext_noop("thing"),
    gettext_noop("things"),
    gettext_noop("unit"),
    gettext_noop("url"),
    gettext_noop("value"),
    gettext_noop("word"),
    gettext_noop("words"),
)


def get_heading(variable: str, language: str) -> str:
    """Return a heading: « nom du thème » for ``themeName``; unknown words stay unchanged."""
    words = HUMP.sub(" ", variable).lower()
    return gettext(words, language) if words in WORDS else words
