"""Files of ``data/`` are assigned to graphs; unknown folders are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from terril.intake.source_reader import read_sources
from terril.intake.sources import Sources
from terril.model.addresses import Addresses
from terril.model.errors import EmptyFolder, NoFolder, UnknownFolder
from terril.model.findings import Severity

PLACE = "p:a a s:Place ."


def test_a_folder_is_a_named_graph_and_its_sub_folders_belong_to_it(
    read: Callable[..., Sources],
) -> None:
    files = {"source/a.ttl": PLACE, "source/deep/er/b.ttl": "p:b a s:Place .", "more/c.ttl": PLACE}
    sources = read(files, ("source", "more"))
    graphs = {file.path.as_posix(): file.graph.value for file in sources.files}
    assert graphs == {
        "data/more/c.ttl": "https://data.town.example/id/graph/more",
        "data/source/a.ttl": "https://data.town.example/id/graph/source",
        "data/source/deep/er/b.ttl": "https://data.town.example/id/graph/source",
    }
    assert {quad.graph_name for quad in sources.files[0].quads} == {sources.files[0].graph}
    assert len(list(sources.quads())) == 3


def test_a_graph_without_a_folder_is_refused(read: Callable[..., Sources]) -> None:
    with pytest.raises(NoFolder, match="names the graph “external”"):
        read({"source/a.ttl": PLACE}, ("source", "external"))


def test_a_town_without_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoFolder):
        read_sources(tmp_path, ("source",), Addresses("https://data.town.example/"))


@pytest.mark.parametrize("content", ["", "# nothing yet"])
def test_a_folder_without_a_statement_is_refused(
    read: Callable[..., Sources], content: str
) -> None:
    with pytest.raises(EmptyFolder):
        read({"source/a.ttl": content})


def test_a_folder_whose_only_file_is_broken_is_reported_as_a_finding(
    read: Callable[..., Sources],
) -> None:
    assert [one.rule for one in read({"source/a.ttl": "p:a a"}).findings] == ["syntax"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [("suorce/a.ttl", "source"), ("xyz/a.ttl", "source, editorial"), ("loose.nt", "source")],
)
def test_a_path_outside_all_graphs_is_refused_with_the_nearest_name(
    read: Callable[..., Sources], name: str, meant: str
) -> None:
    with pytest.raises(UnknownFolder, match=f"Did you mean {meant}"):
        read({"source/a.ttl": PLACE, "editorial/a.ttl": PLACE, name: ""}, ("source", "editorial"))


def test_hidden_files_locks_copies_and_the_catalogue_are_skipped(
    read: Callable[..., Sources],
) -> None:
    files = {
        "source/a.ttl": PLACE,
        "source/.hidden/b.ttl": "broken",
        "source/.a.ttl.swp": "",
        "source/a.ttl~": "",
        "source/README.md": "",
        ".git/x.ttl": "",
        "catalogue.ttl": "",
        "source/~$list.xlsx": "",
    }
    sources = read(files)
    assert [file.path.name for file in sources.files] == ["a.ttl"]
    assert not sources.findings


def test_a_link_to_a_folder_above_does_not_recurse_for_ever(
    read: Callable[..., Sources], tmp_path: Path
) -> None:
    (tmp_path / "data" / "source").mkdir(parents=True)
    (tmp_path / "data" / "source" / "again").symlink_to(tmp_path / "data" / "source")
    assert len(read({"source/a.ttl": PLACE}).files) == 1


def test_progress_is_reported_in_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "source"
    folder.mkdir(parents=True)
    for name in ("a", "b"):
        text = f"<https://data.town.example/id/place/{name}> a <http://schema.org/Place> ."
        (folder / f"{name}.ttl").write_text(text)
    reported: list[tuple[int, int]] = []
    read_sources(
        tmp_path,
        ("source",),
        Addresses("https://data.town.example/"),
        progress=lambda done, total: reported.append((done, total)),
    )
    size = sum(path.stat().st_size for path in folder.iterdir())
    assert reported == [(size, size)]


def test_a_link_that_leads_nowhere_is_reported_instead_of_skipped(
    read: Callable[..., Sources], tmp_path: Path
) -> None:
    (tmp_path / "data" / "source").mkdir(parents=True)
    (tmp_path / "data" / "source" / "gone.ttl").symlink_to(tmp_path / "nowhere.ttl")
    (finding,) = read({"source/a.ttl": PLACE}).findings
    assert finding.rule == "unopened"
    assert finding.severity is Severity.VIOLATION
    assert "No such file" in finding.message["en"]
