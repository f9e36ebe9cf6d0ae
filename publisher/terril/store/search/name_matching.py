"""Score how well a name in somebody's table fits the names of a thing, from 0 to 100."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.store.search.normalization import singularize, split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SAME = 100.0
SAME_OTHER = 98.0
"""Score of an exact match with a name that is not the preferred one."""
SAME_WORDS = 96.0
"""The same words but for order, number and small ones."""
SIMILAR = 95.0
"""The most that other names can have."""
MIN_SCORE = 40.0
"""The least score of a candidate."""
CERTAIN = 95.0
MIN_MARGIN = 5.0
NAME_PART = 0.7
SMALL_WORDS = frozenset(
    ("a", "an", "and", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les")
) | {"of", "the", "un", "une"}

SHORT = {"st": "saint", "ste": "sainte"}


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A thing with its scores.

    Attributes:
        iri: the thing.
        score: from 0 to 100.
        name: the same of its names alone.
        agreement: from 0 to 1, of the properties that were given and are known; ``None`` if
            there are none.
        numbers: ``True`` if its best name has the numbers of the text, and no others.
    """

    iri: str
    score: float
    name: float
    agreement: float | None
    numbers: bool


def match_name(
    iri: str, text: str, names: Sequence[str], others: Sequence[str], agreement: float | None
) -> NameMatch:
    """Return how well a thing fits a text and what else is known.

    Args:
        iri: the thing.
        text: what a table calls it; ``""`` if only properties were given.
        names: what the town calls it.
        others: its other names and numbers.
        agreement: of its properties, from 0 to 1; ``None`` if none could be compared.
    """
    if not text:
        score = SAME * (agreement or 0)
        return NameMatch(iri, score, 0, agreement, numbers=True)
    name, best = _find_best(text, names, others)
    score = name if agreement is None else NAME_PART * name + (1 - NAME_PART) * SAME * agreement
    return NameMatch(
        iri, round(score, 1), name, agreement, _find_numbers(text) == _find_numbers(best)
    )


def choose_certain(matches: Sequence[NameMatch]) -> str | None:
    """Return the thing that is meant without doubt.

    Args:
        matches: best first.

    Returns:
        Its IRI if its score is high, no other comes near, its numbers are the same and no
        property contradicts it; ``None`` if a person should choose.
    """
    if not matches or matches[0].score < CERTAIN or not matches[0].numbers:
        return None
    best, *rest = matches
    if rest and not _stands_out(best, rest[0]):
        return None
    return best.iri


def _stands_out(best: NameMatch, next_one: NameMatch) -> bool:
    """Return whether one fits clearly better than the other, or alone is called so."""
    exact = best.name >= SAME_WORDS and next_one.name < SAME_WORDS
    return exact or best.score - next_one.score >= MIN_MARGIN


def compare_names(text: str, name: str) -> float:
    """Return the similarity of names, 0 to 100, without case, accents, small words, order."""
    ours, theirs = split_words(text), split_words(name)
    if ours == theirs:
        return SAME
    ours, theirs = select_significant(ours), select_significant(theirs)
    if sorted(ours) == sorted(theirs):
        return SAME_WORDS
    # Takes long to import, and few requests reconcile.
    from rapidfuzz import fuzz

    left, right = " ".join(ours), " ".join(theirs)
    whole, part = fuzz.token_sort_ratio(left, right), fuzz.token_set_ratio(left, right)
    return float(min(SIMILAR, max(whole, (whole + part) / 2)))


def _find_best(text: str, names: Sequence[str], others: Sequence[str]) -> tuple[float, str]:
    """Return the score of the name that fits best, and that name."""
    preferred = [(compare_names(text, name), name) for name in names]
    beside = [(min(SAME_OTHER, compare_names(text, name)), name) for name in others]
    return max((*preferred, *beside), default=(0.0, ""))


def select_significant(words: Iterable[str]) -> list[str]:
    """Return the words that are not small ones, in the singular; all if there are none."""
    found = list(words)
    return [
        singularize(SHORT.get(word, word)) for word in found if word not in SMALL_WORDS
    ] or found


def _find_numbers(text: str) -> list[str]:
    return sorted(word for word in split_words(text) if word.isdigit())
