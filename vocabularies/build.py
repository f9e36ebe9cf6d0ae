"""Write the terms of known vocabularies from the packages that ``package.json`` names.

``make vocabularies`` runs it; it needs npm. Each vocabulary is a section: its namespace, then a
line for each term with its local name, a letter for each of its kinds (``c`` class, ``p``
property, ``v`` any other term), and for a class its superclasses in the same vocabulary.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode

HERE = Path(__file__).parent
TARGET = HERE.parent / "publisher" / "terril" / "intake" / "vocabularies" / "terms.txt"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"

Terms = dict[str, tuple[str, tuple[str, ...]]]
"""Kinds and superclasses by local name."""


def main() -> None:
    """Fetch the packages into a temporary folder and write the list."""
    additions = tomllib.loads((HERE / "additions.toml").read_text(encoding="utf-8"))
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed, which comes with Node: https://nodejs.org/")
    sections = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(HERE / "package.json", folder)
        subprocess.run([npm, "install", "--silent", "--ignore-scripts"], cwd=folder, check=True)
        for package in sorted((Path(folder) / "node_modules" / "@vocabulary").iterdir()):
            namespace, terms = _read_package(package)
            for kind in ("classes", "properties"):
                for name in additions.get(package.name, {}).get(kind, ()):
                    terms.setdefault(name, (kind[0], ()))
            sections.append(_format_section(namespace, terms))
    TARGET.write_text("\n".join(sections), encoding="utf-8")


def _read_package(package: Path) -> tuple[str, Terms]:
    description = json.loads((package / "package.json").read_text(encoding="utf-8"))
    namespace = description["vocabulary"]["namespace"]
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    parents: defaultdict[str, set[str]] = defaultdict(set)
    for quad in pyoxigraph.parse(path=package / f"{package.name}.nq"):
        name = _get_local_name(quad.subject, namespace)
        if not name:
            continue
        kinds[name].update(_find_kinds(quad))
        parent = _get_local_name(quad.object, namespace)
        if quad.predicate.value == SUBCLASS and parent not in ("", name):
            parents[name].add(parent)
    return namespace, {
        name: ("".join(sorted(found)) or "v", tuple(sorted(parents[name])))
        for name, found in kinds.items()
    }


def _find_kinds(quad: pyoxigraph.Quad) -> set[str]:
    """Return the kinds that a statement says its subject is of."""
    if quad.predicate.value == SUBCLASS:
        return {"c"}
    if quad.predicate.value != TYPE or not isinstance(quad.object, NamedNode):
        return set()
    type_name = quad.object.value
    if type_name.endswith("Property"):
        return {"p"}
    return {"c"} if type_name.endswith(("#Class", "#Datatype", "#DataType")) else {"v"}


def _get_local_name(term: object, namespace: str) -> str:
    if not isinstance(term, NamedNode) or not term.value.startswith(namespace):
        return ""
    return term.value.removeprefix(namespace)


def _format_section(namespace: str, terms: Terms) -> str:
    lines = [" ".join((name, kinds, *parents)) for name, (kinds, parents) in sorted(terms.items())]
    return "\n".join((namespace, *lines, ""))


if __name__ == "__main__":
    main()
