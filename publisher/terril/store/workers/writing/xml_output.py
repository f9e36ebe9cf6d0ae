"""Keep answers in XML well-formed: pass on what XML 1.0 can carry, and refuse the rest."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import IO

from terril.store.workers.messages import Cause, Failure, NoAnswerError

# In UTF-8, what the production Char of XML 1.0 excludes (section 2.2); surrogates are no UTF-8.
_ILLEGAL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_LONGEST = 3
# A parser reads a plain carriage return as a line feed (section 2.11).
_RETURN, _REFERENCE = b"\r", b"&#13;"
_START = (
    r"A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
# A name without a colon (Namespaces in XML 1.0, section 3), at the end of an IRI.
_NAME_AT_END = re.compile(rf"[{_START}][{_START}\-.0-9\u00B7\u0300-\u036F\u203F\u2040]*\Z")


class XmlOutput:
    """A file-like that passes on XML, and carriage returns in values as references.

    Args:
        output: where the bytes go.
    """

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._end = b""

    def write(self, data: bytes) -> int:
        """Pass bytes on and return their number.

        Raises:
            NoAnswerError: XML has no way to write one of the characters.
        """
        inspected = self._end + data
        if found := _ILLEGAL.search(inspected):
            code = f"U+{ord(found[0].decode()):04X}"
            raise NoAnswerError(Failure(Cause.CHARACTER, found=code))
        self._end = inspected[1 - _LONGEST :]
        self._output.write(data.replace(_RETURN, _REFERENCE))
        return len(data)

    def flush(self) -> None:
        """Do nothing: no byte is kept back here."""


def has_element_name(iri: str) -> bool:
    """Return whether RDF/XML can write a predicate, whose end becomes the name of an element."""
    found = _NAME_AT_END.search(iri)
    return found is not None and (found[0].isascii() or _is_read_as_name(found[0]))


@lru_cache
def _is_read_as_name(name: str) -> bool:
    """Return whether Expat reads a name: it knows the names of XML's fourth edition only."""
    from xml.parsers import expat

    try:
        expat.ParserCreate().Parse(f"<{name}/>", True)  # takes no keywords
    except expat.ExpatError:
        return False
    return True
