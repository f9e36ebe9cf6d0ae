"""The codes of languages that a language tag may begin with.

``codes.txt`` has them from the Common Locale Data Repository, by way of Babel: a code a line, and
behind an equals sign the one that replaces it. The repository has all codes of two letters, and
some of three.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LIST = Path(__file__).with_name("codes.txt")


@cache
def list_language_codes() -> frozenset[str]:
    """Return the codes that stand for a language."""
    return frozenset(line for line in _read_lines() if "=" not in line)


@cache
def list_replaced_codes() -> Mapping[str, str]:
    """Return codes that another should replace, such as ``fra`` by ``fr``, with that other."""
    return dict(line.split("=") for line in _read_lines() if "=" in line)


def _read_lines() -> list[str]:
    return LIST.read_text(encoding="ascii").splitlines()
