"""The statements that queries of shapes need, collected in a pass and asked behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from pyoxigraph import RdfFormat, Store

from terril.intake.shacl.compiled.queries.expressions import AS_WRITTEN
from terril.model.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import QuerySolutions

    from terril.intake.shacl.compiled.queries.compiled_query import CompiledQuery
    from terril.intake.shacl.compiled.shapes.shape_graph import Statements

MOST_BYTES_IN_MEMORY = 40_000_000
BLANK = "urn:x-terril:blank#"
BLANK_NODE = re.compile(r"^_:(\S+)|(?<= )_:(\S+)(?= \.$)", re.MULTILINE)
TYPED = f'"^^<{XSD}'


class QueryStore:
    """A collector of statements, each property in a file of its own.

    The store respells numbers and dates, and renames blank nodes; so they are literals of other
    datatypes, and IRIs, there.

    Args:
        folder: for files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}
        self._sizes: dict[str, int] = {}

    def add(self, statements: Mapping[str, Iterable[str]]) -> None:
        """Add lines of N-Triples by their property."""
        for predicate, lines in statements.items():
            path = self._files.get(predicate)
            if path is None:
                path = self._files[predicate] = self._folder / f"query-{len(self._files)}.nt"
                self._sizes[predicate] = 0
            content = _encode("".join(lines)).encode()
            self._sizes[predicate] += len(content)
            with path.open("ab") as file:
                file.write(content)

    def add_ontology(self, ontology: Statements, predicates: Iterable[str]) -> None:
        """Add the statements of the ontology with some properties."""
        wanted = frozenset(predicates)
        for subject, values in ontology.items():
            for predicate in sorted(wanted.intersection(values)):
                self.add(
                    {predicate: [f"{subject} {predicate} {one} .\n" for one in values[predicate]]}
                )

    def answer(self, queries: Iterable[CompiledQuery]) -> Iterator[tuple[CompiledQuery, str]]:
        """Yield each query with the nodes that it finds."""
        possible = [query for query in queries if query.required <= self._files.keys()]
        predicates = {predicate for query in possible for predicate, _ in query.needs}
        used = predicates.intersection(self._files)
        if not possible:
            return
        large = sum(self._sizes[one] for one in used) > MOST_BYTES_IN_MEMORY
        store = Store(str(self._folder / "query-store")) if large else Store()
        for one in used:
            store.bulk_load(path=str(self._files[one]), format=RdfFormat.N_TRIPLES, lenient=True)
        for query in possible:
            # It is a SELECT query.
            solutions = cast("QuerySolutions", store.query(query.text))
            for solution in solutions:
                yield query, _decode(str(solution["this"]))


def _encode(lines: str) -> str:
    if "_:" in lines:
        lines = BLANK_NODE.sub(lambda match: f"<{BLANK}{match[1] or match[2]}>", lines)
    # Texts have other datatypes than these only.
    return lines.replace(TYPED, f'"^^<{AS_WRITTEN}')


def _decode(node: str) -> str:
    return f"_:{node[len(BLANK) + 1 : -1]}" if node.startswith(f"<{BLANK}") else node
