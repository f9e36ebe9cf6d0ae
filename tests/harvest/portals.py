"""Portals as programs of their own, which harvest when they are told to."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bench.servers import environment

ROOM = Path(__file__).parent
PATIENCE_SECONDS = 600
Record: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class Report:
    """What a portal says after a harvest.

    Attributes:
        errors: its sentences.
        items: what became of each thing, by the identifier that it has in the catalogue.
        keys: IRIs of all that it stores, as often as it stores them.
        records: fields of what it stores, by IRI.
    """

    errors: list[str]
    items: dict[str, str]
    keys: list[str]
    records: dict[str, Record]

    def of(self, iri: str) -> set[str]:
        """IRIs of what belongs to a dataset, itself too."""
        return {key for key in self.keys if key == iri or key.startswith(f"{iri}#")}


@dataclass(frozen=True)
class Portal:
    """A running harvester."""

    name: str
    process: subprocess.Popen[str]

    def harvest(self, url: str) -> Report:
        """Everything that the portal holds of a source after a harvest."""
        assert self.process.stdin
        assert self.process.stdout
        patience = threading.Timer(PATIENCE_SECONDS, self.process.kill)
        patience.start()
        self.process.stdin.write(json.dumps({"url": url}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        patience.cancel()
        assert line, f"{self.name} ended: {self.process.wait(20)}"
        said = json.loads(line)
        records: list[tuple[str, Record]] = said["records"]
        keys = sorted(key for key, _ in records)
        return Report(said["errors"], dict(said["items"]), keys, dict(records))


def python_of(name: str) -> Path:
    """The interpreter of a portal's environment; ``make harvesters`` makes it."""
    return ROOM / name / ".venv/bin/python"


@contextmanager
def running(
    name: str, hosts: Mapping[str, int], trusted: Path, folder: Path, *more: str
) -> Iterator[Portal]:
    """A portal that knows no hosts but these, all of them on this machine.

    Args:
        name: of its folder in this room.
        hosts: ports by name.
        trusted: certificate of the hosts.
        folder: where it works.
        more: arguments of its program.
    """
    command = [
        str(python_of(name)),
        str(ROOM / name / "harvester.py"),
        json.dumps(dict(hosts)),
        *more,
    ]
    paths = {"PYTHONPATH": str(ROOM / "inside"), "REQUESTS_CA_BUNDLE": str(trusted)}
    kept = {key: value for key, value in environment().items() if not key.startswith("PYTHON")}
    with (
        (folder / f"{name}.log").open("w", encoding="utf-8") as log,
        subprocess.Popen(
            command, cwd=folder, env={**kept, **paths}, text=True, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
        ) as process,
    ):  # fmt: skip
        try:
            yield Portal(name, process)
        finally:
            process.kill()


def missing() -> str:
    """What this machine lacks to run the portals, or ``""``."""
    made = {name: ROOM / name / ".venv/installed" for name in ("ckan", "udata")}
    lacking = " and ".join(name for name, path in made.items() if not path.exists())
    return f"This machine has no {lacking} to harvest with: make harvesters" if lacking else ""
