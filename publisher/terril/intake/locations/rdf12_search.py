"""Find the constructs of RDF 1.2 in the text of a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from terril.model.formats import JSON_LD, RDF_XML
from terril.model.vocabulary import RDF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from terril.model.formats import Format

# What is skipped comes first: comments, IRIs, strings and escaped characters of names.
TURTLE = re.compile(
    r"""
      \#[^\n]* | <[^<>"{}|^`\s]*>
    | \"{3} (?: "{0,2} (?: [^"\\] | \\. ) )* \"{3} | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
    | " (?: [^"\\\n\r] | \\. )* " | ' (?: [^'\\\n\r] | \\. )* ' | \\.
    | (?P<mark> <<\(? | \{\| | ~ | @[a-zA-Z]+(?:-[a-zA-Z0-9]+)*--[a-zA-Z]+
              | (?<![\w:]) (?: @version | (?i:version) ) (?= \s* ["'] ) )
    """,
    re.VERBOSE | re.DOTALL,
)
JSON = re.compile(
    r'(?P<mark>"@(?:direction"\s*:\s*"(?:ltr|rtl)"|(?:annotation|reifier|triple)"\s*:))'
)
XML_COMMENT = r"<!--.*?-->"
RDF_PREFIX = re.compile(rf"""xmlns:([\w.-]+)\s*=\s*["']{re.escape(RDF)}["']""")


def find_rdf12_marks(text: str, syntax: Format) -> Iterator[tuple[int, str]]:
    """Yield the index and the words of each construct of RDF 1.2, in the order of the text."""
    for found in _select_pattern(text, syntax).finditer(text):
        if found["mark"]:
            yield found.start("mark"), found["mark"]


def _select_pattern(text: str, syntax: Format) -> re.Pattern[str]:
    if syntax == JSON_LD:
        return JSON
    if syntax != RDF_XML:
        return TURTLE
    prefix = "|".join(map(re.escape, {"rdf", *RDF_PREFIX.findall(text)}))
    named = r"""version\s*=\s*["']1\.2 | parseType\s*=\s*["']Triple | annotation(?:NodeID)?\s*="""
    directed = r"""\s [\w.-]+:dir\s*=\s*["'](?:ltr|rtl)"""
    written = rf"{XML_COMMENT} | (?P<mark> (?:{prefix}):(?:{named}) | {directed})"
    return re.compile(written, re.VERBOSE | re.DOTALL)
