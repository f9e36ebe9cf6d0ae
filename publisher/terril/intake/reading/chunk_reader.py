"""Read chunks of files: their statements as sorted lines of N-Quads on disk."""

from __future__ import annotations

from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, serialize

from terril.intake.locations.lines import open_parser, prepare_content
from terril.intake.losses.likely_formats import find_binary_kind
from terril.intake.reading.batches import BatchReading, PartReading
from terril.intake.reading.parser import examine_file
from terril.intake.reading.sorted_town import Runs
from terril.model.formats import JSON_LD, N_QUADS, RDF_XML, TRIG, TURTLE, find_format
from terril.model.spool import LineSorter, collect_origins, select_links

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import QuadParser

    from terril.intake.reading.batches import Batch, GraphName, Part
    from terril.intake.rules.screens.chunk_screen import ChunkScreen
    from terril.model.formats import Format

GRAPH_FORMATS = (TRIG, N_QUADS, JSON_LD)
"""The formats that name graphs."""
EXAMINED_FORMATS = (JSON_LD, RDF_XML, TRIG)
"""The formats that are read as a whole, or whose parsers drop something silently."""
PORTION = 20_000
"""Statements that are converted at once."""
MOST_CHARACTERS = 24_000_000
"""Characters of lines that are sorted at once."""
AT_ONCE = 1_000_000
"""Bytes of a file that is one chunk, above which its statements are converted in portions."""


class ChunkReader:
    """A reader of batches, which worker processes have copies of.

    Args:
        folder: of the sorted files.
        screen: of the rules of reading.
    """

    def __init__(self, folder: Path, screen: ChunkScreen) -> None:
        self._folder = folder
        self._screen = screen

    def __call__(self, batch: Batch) -> BatchReading:
        """Read a batch, and write what is in it to sorted files."""
        sorters = _Sorters(self._folder, batch.number, self._screen)
        parts = tuple(_read_part(part, sorters) for part in batch.parts)
        return BatchReading(parts, sorters.finish())


class _Sorters:
    """The sorters of a batch, with the screen of its statements."""

    def __init__(self, folder: Path, number: int, screen: ChunkScreen) -> None:
        self._screen = screen
        self._statements, self._links, self._origins = (
            LineSorter(folder, f"{kind}.{number}", MOST_CHARACTERS)
            for kind in ("statements", "links", "origins")
        )

    def add(
        self,
        texts: Iterable[str],
        content: bytes,
        syntax: Format,
        chunk: int,
        reading: PartReading,
    ) -> None:
        """Add the statements of a chunk, and count and screen them in the reading.

        Args:
            texts: the statements as lines of N-Quads, in portions.
            content: of the chunk.
            syntax: of the file.
            chunk: number of the chunk.
            reading: of the part of the file.
        """
        doubts = self._screen.examine((), "", content, syntax)
        reading.doubts += [doubts] * bool(doubts)
        for text in texts:
            # Literals may hold what str.splitlines takes for ends of lines.
            lines = list(StringIO(text, newline="\n"))
            terms = [line.split(" ", 3) for line in lines]
            self._statements.add(lines)
            self._links.add(select_links(terms))
            self._origins.add(collect_origins(lines, reading.file, chunk))
            reading.statements += len(lines)
            for predicate in {one[1] for one in terms}:
                reading.predicates.setdefault(predicate, chunk)
            doubts = self._screen.examine(lines, text, b"", syntax)
            reading.doubts += [doubts] * bool(doubts)

    def finish(self) -> Runs:
        return Runs(self._statements.finish(), self._links.finish(), self._origins.finish())


def _read_part(part: Part, sorters: _Sorters) -> PartReading:
    return _read_chunks(part, sorters) if part.divided else _read_whole(part, sorters)


def _read_chunks(part: Part, sorters: _Sorters) -> PartReading:
    reading = PartReading(file=part.file)
    syntax = find_format(part.name.name) or TURTLE
    state = _find_state(part.document.prologue, syntax)
    for number in range(len(part.document.chunks)):
        content = part.document.read_chunk(number)
        chunk = part.first + number
        texts = _read_chunk(content, syntax, part.graph, reading.graphs, state, first=chunk == 0)
        if texts is None:
            return PartReading(file=part.file, indivisible=True)
        sorters.add(texts, content, syntax, chunk, reading)
    return reading


def _read_whole(part: Part, sorters: _Sorters) -> PartReading:
    """Read a file that is one chunk: quickly if nothing is wrong, else with the reason."""
    reading = PartReading(file=part.file)
    syntax = find_format(part.name.name) or TURTLE
    content = part.document.read()
    texts: Iterable[str] | None = None
    if syntax not in EXAMINED_FORMATS and len(content) < AT_ONCE:
        texts = _read_chunk(content, syntax, part.graph, reading.graphs, None, first=True)
    if texts is None:
        examined = examine_file(part.name, content, syntax)
        reading.finding, reading.losses = examined.finding, examined.losses
        reading.graphs.clear()
        texts = _convert(examined.content, syntax, part.graph, reading.graphs)
    if reading.finding is None:
        sorters.add(texts, content, syntax, 0, reading)
    return reading


State = tuple[dict[str, str], str | None]


def _find_state(prologue: bytes, syntax: Format) -> State:
    """Return the prefixes and the base behind the prologue."""
    parser = open_parser(prologue, syntax)
    list(parser)
    return parser.prefixes, parser.base_iri


def _read_chunk(  # noqa: PLR0913  # what a chunk depends on
    content: bytes,
    syntax: Format,
    graph: str,
    graphs: dict[GraphName, None],
    state: State | None,
    *,
    first: bool,
) -> Sequence[str] | None:
    """Return the lines of a chunk in portions, ``None`` if it is to be read in another way.

    Args:
        content: of the chunk.
        syntax: of the file.
        graph: of its folder.
        graphs: those that the file itself names are added.
        state: the prefixes and the base before and behind the chunk; ``None`` for any.
        first: ``True`` for the first chunk of its file.
    """
    if first and (find_binary_kind(content) or b"\0" in content[:4]):
        return None
    try:
        content.decode()
        parser = open_parser(prepare_content(content, syntax), syntax)
        texts = list(_convert_parsed(parser, syntax, graph, graphs))
    except (UnicodeDecodeError, SyntaxError):
        return None
    return texts if state in (None, (parser.prefixes, parser.base_iri)) else None


def _convert(
    content: bytes, syntax: Format, graph: str, graphs: dict[GraphName, None]
) -> Iterator[str]:
    """Yield the statements of a content without errors, as :func:`_convert_parsed`."""
    if content:
        yield from _convert_parsed(open_parser(content, syntax), syntax, graph, graphs)


def _convert_parsed(
    parser: QuadParser, syntax: Format, graph: str, graphs: dict[GraphName, None]
) -> Iterator[str]:
    """Yield the statements in portions, as lines of N-Quads in a graph."""
    end = f" {NamedNode(graph)} .\n"
    while True:
        portion = islice(parser, PORTION)
        if syntax in GRAPH_FORMATS:
            quads = list(portion)
            graphs.update(dict.fromkeys(quad.graph_name for quad in quads))
            content = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
        else:
            content = serialize(portion, format=RdfFormat.N_TRIPLES)
        if not content:
            return
        # Ends of lines in literals are escaped.
        yield content.decode().replace(" .\n", end)
