"""What people call the columns of an answer: the words that stored queries name variables with."""

from __future__ import annotations

import re

from terril.model.languages import mark, say

HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

WORDS = (
    mark("administrator"),
    mark("administrator name"),
    mark("audience"),
    mark("audience name"),
    mark("body"),
    mark("certification"),
    mark("certification name"),
    mark("derived from"),
    mark("document"),
    mark("elsewhere"),
    mark("event"),
    mark("exact"),
    mark("graph"),
    mark("keyword"),
    mark("keyword name"),
    mark("kind"),
    mark("kind name"),
    mark("language"),
    mark("latitude"),
    mark("least"),
    mark("link"),
    mark("locality"),
    mark("longitude"),
    mark("meaning"),
    mark("member"),
    mark("member name"),
    mark("most"),
    mark("name"),
    mark("note"),
    mark("number"),
    mark("occupation"),
    mark("one"),
    mark("organization"),
    mark("organizations"),
    mark("other"),
    mark("other name"),
    mark("parent"),
    mark("parent name"),
    mark("part"),
    mark("part of"),
    mark("partner"),
    mark("place"),
    mark("place name"),
    mark("places"),
    mark("postcode"),
    mark("programme"),
    mark("property"),
    mark("provider"),
    mark("publisher"),
    mark("question"),
    mark("quotation"),
    mark("register"),
    mark("role"),
    mark("sector"),
    mark("sector name"),
    mark("service"),
    mark("shared"),
    mark("site"),
    mark("statement"),
    mark("statements"),
    mark("street"),
    mark("structure"),
    mark("structures"),
    mark("theme"),
    mark("theme name"),
    mark("thing"),
    mark("things"),
    mark("unit"),
    mark("url"),
    mark("value"),
    mark("word"),
    mark("words"),
)


def heading(variable: str, language: str) -> str:
    """The words of a variable: ``themeName`` as « nom du thème », unknown ones as they are."""
    words = HUMP.sub(" ", variable).lower()
    return say(words, language) if words in WORDS else words
