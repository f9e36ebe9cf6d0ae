"""Read a catalogue of gettext in its text form, a ``.po`` file.

Babel reads more, such as plurals and contexts, but takes 33 MB and longer than most commands.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ID, TRANSLATION = "msgid", "msgstr"


def read_po(path: Path) -> dict[str, str]:
    """Return the translations in a file by their sentence; untranslated ones are left out.

    Source: GNU gettext, section “The Format of PO Files”.

    Raises:
        ValueError: the file has plurals or contexts, or is none of this format.
    """
    with path.open(encoding="utf-8") as file:
        entries = _read_entries(file)
    return {sentence: text for sentence, text in entries if sentence and text}


def _read_entries(lines: Iterable[str]) -> list[tuple[str, str]]:
    entries: list[tuple[str, str]] = []
    sentence, text = "", ""
    current = ""
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        keyword, _, quoted = line.partition('"')
        keyword = keyword.strip()
        part = json.loads(f'"{quoted}')
        if keyword == ID:
            entries.append((sentence, text))
            sentence, text = part, ""
        elif keyword == TRANSLATION:
            text = part
        elif keyword:
            raise ValueError(f"{keyword} is not read")
        elif current == ID:
            sentence += part
        else:
            text += part
        current = keyword or current
    entries.append((sentence, text))
    return entries
