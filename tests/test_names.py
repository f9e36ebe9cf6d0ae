"""The package is named, documented and cut as CONTRIBUTING.md says, down to private helpers."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from tests.paths import ROOT

PACKAGE = ROOT / "publisher" / "terril"
MOST_ENTRIES = 13
DIALECT = frozenset(
    re.findall(
        r"\w+",
        """
        told tell tells telling said say says saying raising raised knock offence offences wording
        located desk trail completions completed turns patience trials causes sentences walls
        sealed conversation answering asking asked ask opened catalogued look citing speech
        settling settled whereabouts embedded locator surroundings tongue tongues lead visit
        trouble beginning beginnings begin examining checking publishing querying serving
        comparing liken likeness likenesses wishes taste besides why
        """,
    )
)
"""Words that the field does not use for what they stood for; each has a standard term."""
EXEMPT: Mapping[str, str] = {
    "terril.town.config.tables.Look": "the table [look] of town.toml, which messages name",
}
"""Names that keep such a word, each with its reason: a term of a standard, or of another's API."""
OPENINGS = ("What", "Whether", "Where", "How", "Who", "That")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> Mapping[str, ast.Module]:
    """Return the syntax tree of each module, by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    assert len(found) > 100
    return found


def words(name: str) -> list[str]:
    """Split a name at underscores and capitals: ``read_HTMLPage`` is read, html, page."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return [part.lower() for part in parts]


def names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each class, function, method and parameter."""
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


def is_property(function: Function) -> bool:
    return any(
        ast.unparse(one).endswith(("property", ".setter")) for one in function.decorator_list
    )


def documented(
    node: ast.AST, prefix: str, *, public: bool = True
) -> Iterator[tuple[str, bool, Function | ast.ClassDef]]:
    """Yield the qualified name of each class and function, and whether it is public."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            name, seen = f"{prefix}.{child.name}", public and not child.name.startswith("_")
            yield name, seen, child
            inside = seen and isinstance(child, ast.ClassDef)
            yield from documented(child, name, public=inside)
        else:
            yield from documented(child, prefix, public=public)


def listed(faults: list[str]) -> str:
    return f"{len(faults)} faults:\n" + "\n".join(faults)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("_tell_all", ["tell", "all"]),
        ("RemoteStore", ["remote", "store"]),
        ("HTTPClient2", ["http", "client", "2"]),
        ("MOST_ROWS", ["most", "rows"]),
        ("foretell", ["foretell"]),
    ],
)
def test_a_name_is_split_into_its_words(name: str, parts: list[str]) -> None:
    assert words(name) == parts


def test_names_use_the_words_of_the_field() -> None:
    faults = []
    for module, tree in modules().items():
        stem = module.rpartition(".")[2]
        for line, name in ((1, stem), *names(tree)):
            for word in sorted(DIALECT & set(words(name))):
                if f"{module}.{name}" not in EXEMPT:
                    faults.append(f"{module}:{line}: {name} has “{word}”")
    assert not faults, listed(faults)


def test_every_exemption_is_needed_and_has_a_reason() -> None:
    there = {f"{module}.{name}" for module, tree in modules().items() for _, name in names(tree)}
    assert set(EXEMPT) <= there | set(modules())
    assert all(EXEMPT.values())


def test_whatever_is_public_has_a_docstring() -> None:
    faults = []
    for module, tree in modules().items():
        if not ast.get_docstring(tree):
            faults.append(f"{module}: the module")
        for name, public, node in documented(tree, module):
            overload = any("overload" in ast.unparse(one) for one in node.decorator_list)
            if public and not overload and not ast.get_docstring(node):
                faults.append(f"{module}:{node.lineno}: {name}")
    assert not faults, listed(faults)


def test_the_docstring_of_a_function_begins_with_an_imperative() -> None:
    """Source: PEP 257: “Do this”, “Return that”; a property is described by a noun phrase."""
    faults = []
    for module, tree in modules().items():
        for name, _, node in documented(tree, module):
            if isinstance(node, ast.ClassDef) or is_property(node):
                continue
            text = ast.get_docstring(node) or ""
            if re.match(rf"({'|'.join(OPENINGS)})\b", text):
                faults.append(f"{module}:{node.lineno}: {name}: {text.splitlines()[0]}")
    assert not faults, listed(faults)


def test_no_folder_has_more_entries_than_can_be_taken_in_at_once() -> None:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "."]
    done = subprocess.run(command, cwd=PACKAGE, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        files = [path for line in done.stdout.splitlines() if (path := PACKAGE / line).exists()]
    else:
        # Without git, as in an unpacked archive, nothing is ignored by it either.
        files = [path for path in PACKAGE.rglob("*") if path.is_file()]
    entries: dict[Path, set[str]] = defaultdict(set)
    for file in files:
        parts = file.relative_to(PACKAGE).parts
        if not {"__pycache__", "built"} & set(parts):
            for depth, part in enumerate(parts):
                entries[PACKAGE.joinpath(*parts[:depth])].add(part)
    assert len(entries) > 20
    faults = [
        f"{folder.relative_to(ROOT)} has {len(found)}: {', '.join(sorted(found))}"
        for folder, found in sorted(entries.items())
        if len(found) > MOST_ENTRIES
    ]
    assert not faults, listed(faults)


def imports(module: str, tree: ast.Module, known: Mapping[str, object]) -> set[str]:
    """Return the modules of the package that a module imports, those for types among them.

    A package takes its names from the modules in it: ``from package import module`` is an
    import of the module alone.
    """
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{one.name}" for one in node.names]
            found |= {name if name in known else node.module for name in inner}
    return (found & set(known)) - {module}


@dataclass
class Tarjan:
    """The strongly connected components of a graph of more than one node (Tarjan, 1972)."""

    graph: Mapping[str, set[str]]
    found: list[list[str]] = field(default_factory=list)
    _index: dict[str, int] = field(default_factory=dict)
    _low: dict[str, int] = field(default_factory=dict)
    _stack: list[str] = field(default_factory=list)

    def run(self) -> list[list[str]]:
        for node in sorted(self.graph):
            if node not in self._index:
                self._connect(node)
        return self.found

    def _connect(self, node: str) -> None:
        self._index[node] = self._low[node] = len(self._index)
        self._stack.append(node)
        for target in sorted(self.graph[node]):
            if target not in self._index:
                self._connect(target)
                self._low[node] = min(self._low[node], self._low[target])
            elif target in self._stack:
                self._low[node] = min(self._low[node], self._index[target])
        if self._low[node] == self._index[node]:
            at = self._stack.index(node)
            if len(self._stack) - at > 1:
                self.found.append(sorted(self._stack[at:]))
            del self._stack[at:]


def cycles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    return Tarjan(graph).run()


def test_cycles_are_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}, "e": {"f"}, "f": {"e"}}
    assert cycles(graph) == [["e", "f"], ["a", "b", "c"]]
    assert cycles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_no_modules_import_each_other_even_for_types() -> None:
    trees = modules()
    graph = {name: imports(name, tree, trees) for name, tree in trees.items()}
    assert sum(map(len, graph.values())) > len(graph)
    faults = [" ↔ ".join(component) for component in cycles(graph)]
    assert not faults, listed(faults)
