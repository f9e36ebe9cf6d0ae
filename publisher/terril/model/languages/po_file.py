"""Read a catalogue of gettext in its text form, a ``.po`` file.

Babel reads more, such as contexts, but takes 33 MB and longer than most commands.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

ID, PLURAL_ID, TRANSLATION = "msgid", "msgid_plural", "msgstr"
RULE = re.compile(r"plural=([^;\n]+)")

Entry = dict[str, str]
"""The texts of an entry by keyword, such as ``msgstr`` or ``msgstr[0]``."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of a language; what is not translated is left out.

    Attributes:
        sentences: translation of each sentence.
        plurals: forms of the translation by the singular and the plural.
        plural_rule: expression of the number of the form for a count, in the language C.
    """

    sentences: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    plural_rule: str = "n != 1"


def read_po(path: Path) -> Catalogue:
    """Return the translations in a file.

    Source: GNU gettext, sections “The Format of PO Files” and “Additional functions for plural
    forms”.

    Raises:
        ValueError: the file has contexts, or is none of this format.
    """
    with path.open(encoding="utf-8") as file:
        entries = list(_read_entries(file))
    header = next((one.get(TRANSLATION, "") for one in entries if not one[ID]), "")
    rule = RULE.search(header)
    sentences = {one[ID]: one[TRANSLATION] for one in entries if one[ID] and one.get(TRANSLATION)}
    plurals = {(one[ID], one[PLURAL_ID]): _list_forms(one) for one in entries if PLURAL_ID in one}
    complete = {words: forms for words, forms in plurals.items() if forms and all(forms)}
    return Catalogue(sentences, complete, rule[1].strip() if rule else Catalogue().plural_rule)


def _list_forms(entry: Entry) -> tuple[str, ...]:
    names = sorted(name for name in entry if name.startswith(f"{TRANSLATION}["))
    return tuple(entry[name] for name in names)


def _read_entries(lines: Iterable[str]) -> Iterator[Entry]:
    entry: Entry = {}
    keyword = ""
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        word, _, quoted = line.partition('"')
        keyword = word.strip() or keyword
        if not keyword.startswith((ID, TRANSLATION)):
            raise ValueError(f"{keyword} is not read")
        if word.strip() == ID:
            if entry:
                yield entry
            entry = {}
        entry[keyword] = entry.get(keyword, "") + json.loads(f'"{quoted}')
    if entry:
        yield entry
