"""Parse JSON into values that know where they stand in the text; the text must be valid."""

from __future__ import annotations

import json
import re
from typing import NamedTuple, TypeAlias

TOKEN = re.compile(r'\s*(?:("[^"\\]*(?:\\.[^"\\]*)*")|([\[\]{},:])|([^\s\[\]{},:"]+))', re.DOTALL)


class JsonText(NamedTuple):
    """A string, without quotes and escapes; ``start`` is its index in the text."""

    text: str
    start: int


class JsonNumber(NamedTuple):
    """A number as written."""

    text: str
    start: int


class JsonConstant(NamedTuple):
    """``true``, ``false`` or ``null``."""

    text: str
    start: int


class JsonArray(NamedTuple):
    """An array; ``end`` is the index after its closing bracket."""

    items: tuple[JsonValue, ...]
    start: int
    end: int


class JsonObject(NamedTuple):
    """An object; a repeated key is a further member."""

    members: tuple[tuple[JsonText, JsonValue], ...]
    start: int
    end: int


JsonValue: TypeAlias = JsonText | JsonNumber | JsonConstant | JsonArray | JsonObject


def parse_json(text: str) -> JsonValue:
    """Return the value of a JSON text.

    Raises:
        RecursionError: it is nested too deep.
    """
    return _Reader(text).read_value()


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens = TOKEN.finditer(text)
        self._advance()

    def _advance(self) -> None:
        match = next(self._tokens, None)
        group = match.lastindex or 0 if match else 0
        self._word = match[group] if match else ""
        self._start = match.start(group) if match else 0

    def read_value(self) -> JsonValue:
        word, start = self._word, self._start
        self._advance()
        if word == "{":
            return self._read_object(start)
        if word == "[":
            return self._read_array(start)
        if word.startswith('"'):
            return _read_text(word, start)
        kind = JsonConstant if word in ("true", "false", "null") else JsonNumber
        return kind(word, start)

    def _read_object(self, start: int) -> JsonObject:
        members = []
        while self._word not in ("}", ""):
            key = _read_text(self._word, self._start)
            self._advance()
            self._advance()
            members.append((key, self.read_value()))
            self._skip_comma()
        end = self._start + 1
        self._advance()
        return JsonObject(tuple(members), start, end)

    def _read_array(self, start: int) -> JsonArray:
        items = []
        while self._word not in ("]", ""):
            items.append(self.read_value())
            self._skip_comma()
        end = self._start + 1
        self._advance()
        return JsonArray(tuple(items), start, end)

    def _skip_comma(self) -> None:
        if self._word == ",":
            self._advance()


def _read_text(token: str, start: int) -> JsonText:
    text = json.loads(token, strict=False) if "\\" in token else token[1:-1]
    return JsonText(str(text), start)


def to_plain(value: JsonValue) -> object:
    """Return a value as the ``json`` module has it; of repeated keys, the last counts."""
    if isinstance(value, JsonObject):
        return {key.text: to_plain(member) for key, member in value.members}
    if isinstance(value, JsonArray):
        return [to_plain(item) for item in value.items]
    if isinstance(value, JsonText):
        return value.text
    plain: object = json.loads(value.text)
    return plain
