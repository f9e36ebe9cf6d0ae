"""Rewrite a query for the graphs of one release in the store.

``GRAPH ?g { … }`` becomes a pattern on the graphs inside the store, joined with a table from
those to their public IRIs: whatever else the query does with ``?g``, it meets the public ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.store.remote.registry import PUBLIC
from terril.store.sparql import GRAPH, QueryParts, edit_group_concat, split_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from terril.store.remote.release_graphs import ReleaseGraphs
    from terril.store.sparql import EmptyStore
    from terril.store.workers import Request

HELPER = "inner"


@dataclass(frozen=True, slots=True)
class Dataset:
    """The dataset of a query (SPARQL 1.1 Query Language, section 13).

    Attributes:
        default: IRIs in the store of the graphs that are merged to its default graph.
        named: IRI in the store of each named graph, by its public IRI.
        table: the graph that has the public IRI of each.
    """

    default: tuple[str, ...]
    named: Mapping[str, str]
    table: str

    def clauses(self, *, graphs: bool) -> str:
        """Return ``FROM`` and, if the query has graph patterns, ``FROM NAMED`` of every part."""
        named = (self.table, *self.named.values()) if graphs else ()
        lines = [f" FROM <{iri}>" for iri in self.default]
        return "".join((*lines, *(f" FROM NAMED <{iri}>" for iri in named))) + " "


class Rewriter:
    """A rewriter of one request.

    Args:
        request: of the server.
        graphs: of the release that it is put to.
        local: reads queries.

    Raises:
        GluedError: a keyword about graphs is glued to the word beside it.
        SyntaxError: the text is no SPARQL.
        RuntimeError: it calls a function that SPARQL does not have.
    """

    def __init__(self, request: Request, graphs: ReleaseGraphs, local: EmptyStore) -> None:
        self.columns = local.find_columns(request.text)
        self.parts = split_query(request.text)
        self._graphs = graphs
        self._local = local
        self._declared = _declarations(self.parts, request.prefixes)
        self.dataset = self._dataset(request)
        self._edits = sorted(self._all_edits())

    @property
    def prologue(self) -> str:
        """Declarations of base and prefixes; some engines want BASE first, and only one."""
        prologue = self.parts.prologue
        based = any(word.word == "BASE" for word in self.parts.words)
        base = "" if based else f"BASE <{self._graphs.endpoint}>\n"
        return f"{base}{prologue}{self._declared}"

    def rewrite(self) -> str:
        """Return SELECT or ASK, as it is sent."""
        parts = self.parts
        head = self._edited(parts.start, parts.head)
        return self._whole(head)

    def rewrite_pattern(self, columns: Sequence[str]) -> str:
        """Return a SELECT for its pattern, whatever its form; ``*`` shows all variables."""
        names = " ".join(f"?{name}" for name in columns) or "(1 AS ?row)"
        return self._whole(f"SELECT {names}")

    def find_described(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what DESCRIBE names: IRIs, and variables of its pattern."""
        iris = [
            self._local.resolve_iri(self.parts.prologue, item.text)
            for item in self.parts.items
            if item.kind in {"iri", "name"}
        ]
        names = [item.text[1:] for item in self.parts.items if item.kind == "variable"]
        if any(item.text == "*" for item in self.parts.items):
            pattern = self.parts.text[self.parts.body :]
            names += self._local.find_columns(f"{self.parts.prologue} SELECT * {pattern}")
        return tuple(iris), tuple(dict.fromkeys(names))

    def find_template_columns(self) -> tuple[str, ...]:
        """Return the variables of CONSTRUCT's template that its pattern has as well."""
        pattern = self.parts.text[self.parts.body :]
        template = split_query(f"ASK {{ {self.parts.template} }}").variables
        rest = split_query(f"ASK {pattern}").variables
        return tuple(sorted(template & rest))

    def _whole(self, head: str) -> str:
        parts = self.parts
        clauses = self.dataset.clauses(graphs=parts.has_graph_patterns)
        return f"{self.prologue}{head}{clauses}{self._edited(parts.body, len(parts.text))}"

    def _dataset(self, request: Request) -> Dataset:
        if request.default_graphs or request.named_graphs:
            return self._of_iris(request.default_graphs, request.named_graphs)
        if not self.parts.clauses:
            return self._dataset_of((self._graphs.union,), self._graphs.inner)
        resolved = [
            (clause.named, self._local.resolve_iri(self.parts.prologue, clause.iri))
            for clause in self.parts.clauses
        ]
        return self._of_iris(
            [iri for named, iri in resolved if not named],
            [iri for named, iri in resolved if named],
        )

    def _of_iris(self, default: Sequence[str], named: Sequence[str]) -> Dataset:
        graphs = self._graphs
        chosen = graphs.find_inner(named)
        if not named and graphs.all_graphs in default:
            chosen = dict(graphs.inner)
        return self._dataset_of(graphs.find_cover(default), chosen)

    def _dataset_of(self, default: tuple[str, ...], named: Mapping[str, str]) -> Dataset:
        return Dataset(default, named, self._graphs.registry)

    def _all_edits(self) -> Iterator[tuple[int, int, str]]:
        """Return start, end and replacement of each edit."""
        words = self.parts.words
        yield from edit_group_concat(words)
        for number, word in enumerate(words):
            if word.word != GRAPH:
                continue
            target = words[number + 1]
            end = target.start + len(target.text)
            if target.kind == "variable":
                yield word.start, end, self._with_names(target.text[1:])
            else:
                iri = self._local.resolve_iri(self.parts.prologue, target.text)
                inner = self.dataset.named.get(iri, self._graphs.nothing)
                yield word.start, end, f"GRAPH <{inner}>"
        star = self.parts.star
        if star and self.columns:
            shown = " ".join(f"?{name}" for name in self.columns)
            yield star.start, star.start + 1, f" {shown} "

    def _with_names(self, variable: str) -> str:
        helper = f"{HELPER}_{variable}"
        while helper in self.parts.variables:
            helper = f"{HELPER}_{helper}"
        table = f"GRAPH <{self._graphs.registry}> {{ ?{helper} <{PUBLIC}> ?{variable} }}"
        return f" {table} GRAPH ?{helper} "

    def _edited(self, start: int, end: int) -> str:
        pieces = []
        for at, stop, replacement in self._edits:
            if start <= at < end:
                pieces += [self.parts.text[start:at], replacement]
                start = stop
        return "".join((*pieces, self.parts.text[start:end]))


def _declarations(parts: QueryParts, prefixes: Mapping[str, str]) -> str:
    """Return PREFIX lines for the known prefixes that the text uses and does not declare."""
    names = [word.text.partition(":")[0] for word in parts.words if word.kind == "name"]
    pairs = zip(parts.words, parts.words[1:], strict=False)
    declared = {name.text.partition(":")[0] for word, name in pairs if word.word == "PREFIX"}
    needed = sorted(set(names) & set(prefixes) - declared)
    return "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in needed)
