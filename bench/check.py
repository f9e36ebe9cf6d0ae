"""What it costs to check a large town, beside pySHACL's own command on the same data and shapes.

``python -m bench.check [statements]``: a town of ``terril new`` grown by made-up associations, in
a temporary folder; seconds of both commands, from start to end, and their ratio.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

from terril.intake.town_model import find_model_folder

BASE = "https://data.saint-ville.example/"
STATEMENTS_OF_ONE = 8
PREFIXES = f"""
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix kinds: <https://w3id.org/terril/organization-kinds#> .
@prefix organization: <{BASE}id/organization/> .
"""
ONE = """
organization:made-up-{number} a org:Organization , org:FormalOrganization , schema:Organization ;
  skos:prefLabel "Association {number}"@fr ; schema:name "Association {number}"@fr ;
  skos:definition "Une association de Saint-Ville, la {number}e."@fr ;
  schema:description "Une association de Saint-Ville, la {number}e."@fr ;
  org:classification kinds:association .
"""


def main(folder: Path, statements: int) -> None:
    """Grow the town, then check it in both ways."""
    town = folder / "town"
    new = ["new", str(town), "--name", "Saint-Ville", "--base", BASE, "--lang", "fr"]
    subprocess.run([sys.executable, "-m", "terril", *new], check=True, capture_output=True)
    count = statements // STATEMENTS_OF_ONE
    text = PREFIXES + "".join(ONE.format(number=number) for number in range(count))
    (town / "data" / "source" / "made-up.ttl").write_text(text, encoding="utf-8")
    ours = _seconds([sys.executable, "-m", "terril", "check", "--town", str(town)])
    theirs = _seconds(_pyshacl(town, folder))
    print(f"{statements} statements: terril check {ours:.1f} s, pyshacl {theirs:.1f} s")
    print(f"terril takes {ours / theirs:.2f} of pySHACL's time")


def _pyshacl(town: Path, folder: Path) -> list[str]:
    """Its command, with all shapes and all data in one file each, as it wants them."""
    home = find_model_folder()
    shapes = [*(home / "shapes").glob("*.ttl"), *(home / "shapes" / "fr").glob("*.ttl")]
    data = [*(town / "data").rglob("*.ttl"), *(home / "ontology").glob("*.ttl")]
    merged = {}
    for name, files in {"shapes": shapes, "data": data}.items():
        merged[name] = folder / f"{name}.ttl"
        merged[name].write_bytes(b"\n".join(path.read_bytes() for path in sorted(files)))
    program = str(Path(sysconfig.get_path("scripts")) / "pyshacl")
    return [program, "-s", str(merged["shapes"]), str(merged["data"])]


def _seconds(command: list[str]) -> float:
    """How long a command takes that finds nothing wrong."""
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return seconds


if __name__ == "__main__":
    words = sys.argv[1:]
    with tempfile.TemporaryDirectory() as made:
        main(Path(made), int(words[0]) if words else 80_000)
