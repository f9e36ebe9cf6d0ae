"""Characters that change the direction of writing, kept from reordering what is around a text.

Source: Unicode Standard Annex #9, sections 2 (formatting characters) and 3.1.2 (pairs).
"""

from __future__ import annotations

import re

EMBEDDINGS = "\u202a\u202b\u202d\u202e"
ISOLATES = "\u2066\u2067\u2068"
END_OF_EMBEDDING, END_OF_ISOLATE = "\u202c", "\u2069"
FIRST_STRONG_ISOLATE = ISOLATES[2]
CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
OVERRIDES = re.compile("[\u202d\u202e]")
PARAGRAPH_END = re.compile("[\n\r\x1c-\x1e\x85\u2029]")


def find_unbalanced(text: str) -> int | None:
    """Return the index of the first control without a counterpart in its paragraph."""
    paragraphs = [(found.start(), found.end()) for found in PARAGRAPH_END.finditer(text)]
    start = 0
    for end, following in (*paragraphs, (len(text), len(text))):
        if unmatched := _list_unmatched(text[start:end]):
            return start + min(unmatched)
        start = following
    return None


def balance(text: str) -> str:
    """Return a text, taken as one paragraph, in which each direction that begins also ends.

    Ends without a beginning are left out: they would end what surrounds the text.
    """
    kept: list[str] = []
    pending: list[str] = []
    for character in text:
        if character in (END_OF_EMBEDDING, END_OF_ISOLATE):
            kept += _end(pending, character)
            continue
        if character in EMBEDDINGS or character in ISOLATES:
            pending.append(character)
        kept.append(character)
    return "".join([*kept, *map(_get_end, reversed(pending))])


def _end(pending: list[str], end: str) -> list[str]:
    """Take what a control ends from those pending; return the controls that end it."""
    if all(_get_end(one) != end for one in pending) or (
        end == END_OF_EMBEDDING and pending[-1] in ISOLATES
    ):
        return []
    # The end of an isolate also ends the embeddings in it.
    ends = [_get_end(pending.pop())]
    while ends[-1] != end:
        ends.append(_get_end(pending.pop()))
    return ends


def _get_end(control: str) -> str:
    return END_OF_ISOLATE if control in ISOLATES else END_OF_EMBEDDING


def isolate(text: str) -> str:
    """Return a text that leaves the order around it alone; without controls, the text itself."""
    if not CONTROLS.search(text):
        return text
    return f"{FIRST_STRONG_ISOLATE}{balance(text)}{END_OF_ISOLATE}"


def _list_unmatched(text: str) -> list[int]:
    """Return the indices of the controls of a paragraph that have no counterpart."""
    unmatched: list[int] = []
    pending: list[int] = []
    for found in CONTROLS.finditer(text):
        index, character = found.start(), found[0]
        if character in EMBEDDINGS or character in ISOLATES:
            pending.append(index)
        elif character == END_OF_EMBEDDING:
            if pending and text[pending[-1]] in EMBEDDINGS:
                pending.pop()
            else:
                unmatched.append(index)
        elif character == END_OF_ISOLATE:
            isolates = [place for place, one in enumerate(pending) if text[one] in ISOLATES]
            if isolates:
                # The end of an isolate also ends the embeddings in it.
                unmatched += pending[isolates[-1] + 1 :]
                del pending[isolates[-1] :]
            else:
                unmatched.append(index)
    return unmatched + pending
