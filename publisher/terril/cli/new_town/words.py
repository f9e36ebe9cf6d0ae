"""The few words of a new town's example data, in the languages of the town."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from terril.model.languages import SOURCE_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.cli.new_town.beginnings import Beginning


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the example data.

    Attributes:
        text: without markup.
        language: the tag that it gets.
        translated: ``False`` if it is English for want of a translation.
    """

    text: str
    language: str
    translated: bool


def words(key: str, town: Beginning) -> list[Text]:
    """A text for each language of the town, in their order."""
    return [_text(_table()[key], language, town.name) for language in town.languages]


def quoted(text: str) -> str:
    """The text between quotes, as Turtle and TOML both write it.

    Source: what JSON escapes, RDF 1.1 Turtle, section 6.4, and TOML 1.0, “String”, escape alike.
    """
    return json.dumps(text, ensure_ascii=False)


def _text(known: Mapping[str, str], language: str, name: str) -> Text:
    primary = language.partition("-")[0]
    text = known.get(primary, known[SOURCE_LANGUAGE])
    # A text that is nothing but the name is in no language, and right in each.
    translated = primary in known or text == "{name}"
    return Text(text.replace("{name}", name), language, translated)


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    file = resources.files("terril.cli.new_town").joinpath("words.toml")
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return table
