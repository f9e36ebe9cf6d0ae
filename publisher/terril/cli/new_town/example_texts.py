"""Texts of a new town's example data, in the languages of the town."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from terril.model.languages import SOURCE_LANGUAGE, select_tags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.cli.new_town.founding_values import FoundingValues


@dataclass(frozen=True, slots=True)
class ExampleText:
    """A text of the example data in one language.

    Attributes:
        text: without markup.
        language: its tag.
        translated: ``False`` for English text that stands in for a missing translation.
    """

    text: str
    language: str
    translated: bool


def get_example_texts(key: str, town: FoundingValues) -> list[ExampleText]:
    """Return a text for each language of the town, in their order."""
    translations = _read_table()[key]
    return [_choose(translations, language, town.name) for language in town.languages]


def quote(text: str) -> str:
    """Write a text as a quoted string of Turtle and of TOML.

    JSON's escapes are valid in both (RDF 1.1 Turtle, section 6.4; TOML 1.0, “String”).
    """
    return json.dumps(text, ensure_ascii=False)


def _choose(translations: Mapping[str, str], language: str, name: str) -> ExampleText:
    found = select_tags(translations, (language,))
    text = translations[(*found, SOURCE_LANGUAGE)[0]]
    # The bare name of the town needs no translation.
    translated = bool(found) or text == "{name}"
    return ExampleText(text.replace("{name}", name), language, translated)


@cache
def _read_table() -> Mapping[str, Mapping[str, str]]:
    file = resources.files("terril.cli.new_town").joinpath("example_texts.toml")
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return table
