"""Measure the reading of a large town, beside ``oxigraph load`` of the same files.

``python -m bench.reading [statements] [mistakes]``: a town of ``bench.towns`` in a temporary
folder. Reading is everything before the shapes: parsing, sorting on disk and the rules of
reading, which locate the mistakes that they find.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.commands import measure
from bench.towns import BASE, grow_town

if TYPE_CHECKING:
    from bench.commands import Cost

READ = """
import sys
from terril.town.town import open_town
sources = open_town(sys.argv[1]).read().sources
print(sum(len(file.quads) for file in sources.files), "statements")
print(len(sources.findings), "findings")
"""


def main(folder: Path, statements: int, mistakes: int) -> None:
    """Grow a town, and read it in both ways."""
    town = grow_town(folder / "town", statements, mistakes)
    files = sorted((town / "data").rglob("*.ttl"))
    print(sum(path.stat().st_size for path in files) / 1e6, "MB")
    ours = measure([sys.executable, "-c", READ, town])
    print(ours.output, end="")
    print(describe("terril", ours))
    program = Path(sys.executable).with_name("oxigraph")
    load = measure(
        [program, "load", "--location", folder / "store", "--base", BASE, "--file", *files]
    )
    print(describe("oxigraph load", load))
    print(f"terril takes {ours.wall / load.wall:.2f} of its time")


def describe(name: str, cost: Cost) -> str:
    """Return the cost of a command in words."""
    if cost.status:
        raise SystemExit(f"{name}: {cost.output}")
    memory = cost.memory / 1e6
    return f"{name}: {cost.wall:.1f} s, {cost.processor:.1f} s of processors, {memory:.0f} MB"


if __name__ == "__main__":
    words = [int(word) for word in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as made:
        main(Path(made), words[0] if words else 1_000_000, words[1] if len(words) > 1 else 0)
