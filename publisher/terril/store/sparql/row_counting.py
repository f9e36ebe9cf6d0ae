"""Count the solutions of an answer from its bytes: the engine itself does not count."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from terril.store.sparql.result_formats import RESULTS_CSV, RESULTS_JSON, RESULTS_XML

if TYPE_CHECKING:
    from terril.store.sparql.result_formats import ResultFormat

XML_ROW = b"<result>"
# Every byte that does not matter for where an object of JSON begins.
_PLAIN = bytes(set(range(256)) - set(b'"{:,['))


class TooManyRowsError(Exception):
    """An answer with more rows than it may have."""


class CountedOutput:
    """A file-like that counts the solutions written through it.

    Args:
        output: where the bytes go.
        form: what they are written in.
        most: rows that are let through.
    """

    def __init__(self, output: IO[bytes], form: ResultFormat, most: int) -> None:
        self._output = output
        self._most = most
        self._counter = _choose_counter(form)

    @property
    def count(self) -> int:
        """Number of solutions until now."""
        return max(0, self._counter.count)

    def write(self, data: bytes) -> int:
        """Pass bytes on and return their number.

        Raises:
            TooManyRowsError: there are more rows than may be.
        """
        self._counter.add(data)
        if self._counter.count > self._most:
            raise TooManyRowsError
        return self._output.write(data)

    def flush(self) -> None:
        """Do nothing: no byte is kept back here."""


class _Xml:
    """A counter of XML rows: a row is an element; “<” inside values is escaped."""

    def __init__(self) -> None:
        self.count = 0
        self._rest = b""

    def add(self, data: bytes) -> None:
        data = self._rest + data
        self.count += data.count(XML_ROW)
        self._rest = data[1 - len(XML_ROW) :]


class _Tsv:
    """A counter of TSV rows: lines after the first; line ends inside values are escaped."""

    def __init__(self) -> None:
        self.count = -1

    def add(self, data: bytes) -> None:
        self.count += data.count(b"\n")


class _Csv:
    """A counter of CSV rows: lines after the first, but for line ends within quotation marks."""

    def __init__(self) -> None:
        self.count = -1
        self._quoted = False

    def add(self, data: bytes) -> None:
        for number, piece in enumerate(data.split(b'"')):
            self._quoted ^= number > 0
            self.count += 0 if self._quoted else piece.count(b"\n")


class _Json:
    """A counter of JSON rows: objects that are no member of another, after the answer itself."""

    def __init__(self) -> None:
        self.count = -1
        self._quoted = False
        self._rest = b""

    def add(self, data: bytes) -> None:
        data = self._rest + data
        # What decides about the next character is inspected together with it.
        whole = data.rstrip(b"\\:")
        self._rest = data[len(whole) :]
        plain = whole.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, _PLAIN)
        # Most strings are empty now; without them there is little left to inspect.
        for empty in (b'""', b'":"'):
            plain = plain.replace(empty, b"")
        for number, piece in enumerate(plain.split(b'"')):
            self._quoted ^= number > 0
            if not self._quoted:
                self.count += piece.count(b"{") - piece.count(b":{")


def _choose_counter(form: ResultFormat) -> _Xml | _Tsv | _Csv | _Json:
    if form is RESULTS_XML:
        return _Xml()
    if form is RESULTS_JSON:
        return _Json()
    return _Csv() if form is RESULTS_CSV else _Tsv()
