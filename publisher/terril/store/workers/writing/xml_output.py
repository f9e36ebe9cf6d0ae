"""Keep answers in XML well-formed: pass on what XML 1.0 can carry, and refuse the rest."""

from __future__ import annotations

import re
from typing import IO

from terril.store.workers.messages import Cause, Failure, NoAnswerError

# In UTF-8, what the production Char of XML 1.0 excludes (section 2.2); surrogates are no UTF-8.
_ILLEGAL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_LONGEST = 3
# A parser reads a plain carriage return as a line feed (section 2.11).
_RETURN, _REFERENCE = b"\r", b"&#13;"


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
