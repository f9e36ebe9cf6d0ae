"""The fingerprint of the software covers its code, not the copy of the model in the wheel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from terril.model import fingerprint


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("__init__.py", "intake/__init__.py", "model/__init__.py", "intake/model/a.ttl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1", encoding="utf-8")
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    fingerprint.compute_software_fingerprint.cache_clear()
    yield tmp_path
    fingerprint.compute_software_fingerprint.cache_clear()


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("intake/__init__.py", True),
        ("model/__init__.py", True),
        ("intake/model/a.ttl", False),
        ("model/__pycache__/x.pyc", False),
    ],
)
def test_only_the_files_of_the_software_count(package: Path, name: str, counts: bool) -> None:
    before = fingerprint.compute_software_fingerprint()
    fingerprint.compute_software_fingerprint.cache_clear()
    (package / name).parent.mkdir(exist_ok=True)
    (package / name).write_text("2", encoding="utf-8")
    assert (fingerprint.compute_software_fingerprint() != before) is counts
