"""Build the cells of a thing, for all languages and all tables at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from terril.model.languages import select_tags
from terril.model.spool.term_text import is_iri, unescape
from terril.representations.tables.table_columns import STRING, Form, Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TypeAlias

    from terril.representations.tables.streaming.summaries import Summary

    Values: TypeAlias = Mapping[str, Sequence[str]]
    """Objects by predicate, both as N-Triples texts, sorted."""
    Cell: TypeAlias = "tuple[int, str | tuple[str, ...]]"
    """Number of a key in the segment, and its value or values."""
    Linked: TypeAlias = "Sequence[tuple[str, Sequence[str]]]"
    """IRI, and label in each language, of some things."""
    Links: TypeAlias = "tuple[int, Linked]"
    """Number of the key of the addresses, and the things that are linked to."""
    Shown: TypeAlias = "tuple[int, Sequence[int] | None]"


LINK = "<"


class Cells(NamedTuple):
    """The cells of one subject.

    Attributes:
        shared: those of every language.
        own: for each language, those of texts that it alone shows.
        links: links to things; the key behind that of the addresses has the labels.
    """

    shared: list[Cell]
    own: Sequence[list[Cell]]
    links: list[Links]


class KeyTable:
    """The keys of a segment, which its cells name by number."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._places: dict[Key, int] = {}

    def number_text(self, part: str, prop: str, tail: str) -> int:
        """Return the number of the key of literals.

        Args:
            part: IRI of the property to the subject; ``""`` for the thing itself.
            prop: N-Triples text of the property.
            tail: what follows the closing quotation mark of the literals.
        """
        number = self._numbers.get((part, prop, tail))
        return self._add(part, prop, tail) if number is None else number

    def number_link(self, part: str, prop: str) -> int:
        """Return the number of the key of addresses; that of their labels is the next one."""
        return self.number_text(part, prop, LINK)

    def get_tag(self, number: int) -> str:
        """Return the language tag of a key; ``""`` if its literals have no language."""
        key = self.keys[number]
        return key.tag if key.form is Form.TEXT else ""

    def list_tags(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the language tags of some keys, sorted."""
        return tuple(sorted({tag for one in numbers if (tag := self.get_tag(one))}))

    def _add(self, part: str, prop: str, tail: str) -> int:
        iri = prop[1:-1]
        if tail == LINK:
            key = Key(part, iri, Form.LINK)
        elif tail[:1] == "@":
            key = Key(part, iri, Form.TEXT, tail[1:].partition("--")[0])
        else:
            key = Key(part, iri, Form.LITERAL, tail[3:-1] or STRING)
        # Texts of one language in two directions stand in one column.
        number = self._places.setdefault(key, len(self.keys))
        if number == len(self.keys):
            self.keys.append(key)
            if key.form is Form.LINK:
                self.keys.append(replace(key, form=Form.LABEL))
        self._numbers[part, prop, tail] = number
        return number


class CellBuilder:
    """A builder of the cells of the subjects of a segment.

    Args:
        languages: for each language of the tables, those in which to look for a text.
        find: returns the summary of a thing that is linked to.
        keys: of the segment; it gets those that are missing.
    """

    def __init__(
        self,
        languages: Sequence[tuple[str, ...]],
        find: Callable[[str], Summary],
        keys: KeyTable,
    ) -> None:
        self._languages = languages
        self._find = find
        self._keys = keys
        self._shown: dict[tuple[str, str, tuple[str, ...]], Sequence[Shown]] = {}

    def build(self, part: str, values: Values) -> Cells:
        """Return the cells of a subject.

        Args:
            part: IRI of the property from a thing to it; ``""`` if it is the thing itself.
            values: its statements.
        """
        found = Cells([], [[] for _ in self._languages], [])
        for prop, objects in values.items():
            texts = [split_literal(value) for value in objects if value[0] == '"']
            if len(texts) == 1:
                [(text, tail)] = texts
                if text:
                    found.shared.append((self._keys.number_text(part, prop, tail), text))
            elif texts:
                self._add_texts(part, prop, texts, found)
            if len(texts) < len(objects):
                linked = [(one[1:-1], self._find(one).labels) for one in objects if is_iri(one)]
                if linked:
                    found.links.append((self._keys.number_link(part, prop), linked))
        return found

    def _add_texts(
        self, part: str, prop: str, texts: Sequence[tuple[str, str]], found: Cells
    ) -> None:
        """Add several literals of a property: to each language the texts that it shows."""
        tails = tuple([tail for _, tail in texts])
        shown = self._shown.get((part, prop, tails))
        if shown is None:
            self._shown[part, prop, tails] = shown = self._find_shown(part, prop, tails)
        cells: dict[int, list[str]] = {}
        for (text, _), (number, _) in zip(texts, shown, strict=True):
            # In a table, an empty text equals a missing value.
            if text:
                cells.setdefault(number, []).append(text)
        languages = dict(shown)
        for number, values in cells.items():
            cell: Cell = number, values[0] if len(values) == 1 else tuple(values)
            targets = languages[number]
            if targets is None:
                found.shared.append(cell)
            else:
                for language in targets:
                    found.own[language].append(cell)

    def _find_shown(self, part: str, prop: str, tails: Iterable[str]) -> Sequence[Shown]:
        """Return key and languages of each literal; ``None`` for all languages."""
        numbers = [self._keys.number_text(part, prop, tail) for tail in tails]
        tags = self._keys.list_tags(numbers)
        chosen = [select_tags(tags, (*one, *tags)) for one in self._languages]
        found: list[Shown] = []
        for number in numbers:
            tag = self._keys.get_tag(number)
            targets = [place for place, one in enumerate(chosen) if tag in one]
            everywhere = not tag or len(targets) == len(chosen)
            found.append((number, None if everywhere else targets))
        return found


def sort_linked(linked: Linked, language: int) -> list[tuple[str, str]]:
    """Return label and IRI of things in one language, sorted."""
    if len(linked) == 1:
        [(iri, labels)] = linked
        return [(labels[language], iri)]
    return sorted([(labels[language], iri) for iri, labels in linked])


def split_literal(literal: str) -> tuple[str, str]:
    """Return the lexical form of a literal, and what follows its closing quotation mark."""
    end = literal.rindex('"')
    text = literal[1:end]
    return unescape(text) if "\\" in text else text, literal[end + 1 :]
