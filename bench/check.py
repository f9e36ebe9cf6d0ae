"""Measure the check of a large town, beside loading it and beside pySHACL's own command.

``python -m bench.check [statements] [rounds]``: towns of :mod:`bench.towns` without mistakes and
with a thousand, in a temporary folder. In each round, one after the other: ``terril check`` of
both, ``oxigraph load`` of the same data, and up to 100,000 statements ``pyshacl`` with the same
data and shapes. Medians of wall time, of processor time and of the memory of all processes.
"""

from __future__ import annotations

import sys
import sysconfig
import tempfile
from pathlib import Path
from statistics import median

from bench.commands import Cost, measure
from bench.towns import grow_town
from terril.intake.town_model import find_model_folder

MISTAKES = 1000
MOST_FOR_PYSHACL = 100_000
SCRIPTS = Path(sysconfig.get_path("scripts"))
MEBIBYTE = 1024 * 1024
Command = list[str | Path]


def main(folder: Path, statements: int, rounds: int) -> None:
    """Grow the towns, measure the commands in turn, and print the medians."""
    right = grow_town(folder / "right", statements)
    wrong = grow_town(folder / "wrong", statements, MISTAKES)
    data = _merge(sorted((right / "data").rglob("*.ttl")), folder / "data.ttl")
    commands: dict[str, Command] = {
        "terril check, no mistake": _check(right),
        f"terril check, {MISTAKES} mistakes": _check(wrong),
        "oxigraph load": [SCRIPTS / "oxigraph", "load", "--location", "", "-f", data],
    }
    if statements <= MOST_FOR_PYSHACL:
        commands["pyshacl"] = _pyshacl(right, folder)
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds):
        commands["oxigraph load"][3] = folder / f"store-{number}"
        for name, command in commands.items():
            costs[name].append(measure(command))
    _print(statements, costs)


def _check(town: Path) -> Command:
    return [SCRIPTS / "terril", "check", "--town", town]


def _pyshacl(town: Path, folder: Path) -> Command:
    """Return its command, with all shapes and all data in one file each, as it wants them."""
    home = find_model_folder()
    shapes = [*(home / "shapes").glob("*.ttl"), *(home / "shapes" / "fr").glob("*.ttl")]
    data = [*(town / "data").rglob("*.ttl"), *(home / "ontology").glob("*.ttl")]
    merged = (
        _merge(sorted(shapes), folder / "shapes.ttl"),
        _merge(sorted(data), folder / "all.ttl"),
    )
    return [SCRIPTS / "pyshacl", "-s", *merged]


def _merge(files: list[Path], target: Path) -> Path:
    target.write_bytes(b"\n".join(path.read_bytes() for path in files))
    return target


def _print(statements: int, costs: dict[str, list[Cost]]) -> None:
    walls = {name: median(cost.wall for cost in found) for name, found in costs.items()}
    print(f"{statements} statements, medians of {len(costs['oxigraph load'])}")
    for name, found in costs.items():
        processor = median(cost.processor for cost in found)
        memory = median(cost.memory for cost in found) / MEBIBYTE
        ratio = walls[name] / walls["oxigraph load"]
        print(
            f"{name:30} {walls[name]:8.2f} s  {processor:8.2f} s of processor  "
            f"{memory:6.0f} MiB  {ratio:6.2f} x load  status {found[-1].status}"
        )
    if "pyshacl" in walls:
        print(
            f"pyshacl / terril check: {walls['pyshacl'] / walls['terril check, no mistake']:.0f}"
        )


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as made:
        main(Path(made), *(*numbers, *(100_000, 3)[len(numbers) :]))
