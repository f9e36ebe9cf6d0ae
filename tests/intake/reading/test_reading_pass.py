"""Reading in several processes gives what one gives, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from terril.intake.reading import division, reading_pass
from terril.intake.source_reader import read_sources
from terril.intake.sources import Sources
from terril.model.addresses import Addresses
from terril.model.errors import FileChanged
from tests.intake.conftest import PREFIXES

Read = Callable[..., Sources]
ADDRESSES = Addresses("https://data.town.example/")
MANY = "".join(f'p:a-{number} a s:Place ;\n  s:name "{number}" .\n' for number in range(400))
FILES = {
    "source/many.ttl": MANY,
    "source/wrong.ttl": f"{MANY}p:x s:name 'never closed .\n{MANY}",
    "source/nested.ttl": f"{MANY}p:y s:geo [ s:name 'nested' ] .\n{MANY}",
    "source/a.nq": "<x:a> <x:b> <x:c> <x:g> .\n" * 3,
    "source/a.jsonld": '{"@id": "x:a", "x:b": "c", "lost": 1}',
    "source/latin.ttl": "p:z s:name 'é' .".encode("latin-1"),
    "source/empty.nt": "",
    "source/rdf12.ttl": f"{MANY}<<p:a s:name 'a'>> s:url p:b .",
}


@pytest.fixture
def many_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in processes, and in chunks and batches of a few statements."""
    monkeypatch.setattr(reading_pass, "SMALL", -1)
    monkeypatch.setattr(reading_pass, "BATCH", 3000)
    monkeypatch.setattr(division, "WHOLE", 2000)
    monkeypatch.setattr(division, "CHUNK", 1000)


def test_several_processes_find_what_one_finds(
    read: Read, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Findings, numbers and sorted statements are the same, in whatever chunks."""
    one = read(FILES)
    request.getfixturevalue("many_batches")
    several = read_sources(tmp_path, ("source",), ADDRESSES)
    assert several.findings == one.findings
    assert {"syntax", "encoding", "foreign-graph", "blank-node", "rdf-1.2"} <= {
        finding.rule for finding in one.findings
    }
    assert [len(file.quads) for file in several.files] == [len(file.quads) for file in one.files]
    assert list_lines(several) == list_lines(one)
    assert len(several.files[4].document.chunks) > 10


def list_lines(sources: Sources) -> list[str]:
    """Return the statements without blank nodes."""
    lines = sources.town.spool.path.read_text(encoding="utf-8").split("\n")
    return [line for line in lines if "_:" not in line]


@pytest.mark.usefixtures("many_batches")
def test_a_file_that_changes_is_not_mixed_with_what_it_was(read: Read, tmp_path: Path) -> None:
    """Its statements are looked for in the file that was read, or not at all."""
    sources = read({"source/many.ttl": MANY})
    (tmp_path / "data" / "source" / "many.ttl").write_text(PREFIXES + MANY.replace("p:a", "p:b"))
    with pytest.raises(FileChanged, match=r"many\.ttl was changed while it was being read"):
        list(sources.quads())


def test_the_sorted_files_are_deleted_with_the_sources(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are in the folder that TMPDIR names, as long as anything refers to them."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setenv("TMPDIR", str(work))
    monkeypatch.setattr("tempfile.tempdir", None)
    sources = read({"source/many.ttl": MANY})
    assert sources.town.work.path.parent == work
    assert sources.town.spool.find("<https://data.town.example/id/place/a-7>")
    del sources
    assert list(work.iterdir()) == []


def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    """With files of one kilobyte at most, a check ends with exit code 2 and its reason."""
    work, town = tmp_path / "work", tmp_path / "town"
    work.mkdir()
    new = ["new", str(town), "--name", "Saint-Ville", "--base", "https://saint-ville.example/"]
    subprocess.run([sys.executable, "-m", "terril", *new], check=True, capture_output=True)
    script = f"ulimit -f 1; exec {sys.executable} -m terril check --town {town}"
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "TMPDIR": str(work), "TERRIL_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "temporary files of the check cannot be written" in done.stderr.replace("\n", " ")
    assert list(work.iterdir()) == []
