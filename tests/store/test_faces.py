"""The names that the folders of the store export."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

FACES = ("federation", "remote", "search", "sparql", "stored_queries", "workers")
SLOW = ("babel", "httpcore", "rapidfuzz", "rdflib", "subprocess", "terril.model.errors")


@pytest.mark.parametrize("name", FACES)
def test_every_exported_name_is_there_and_no_other(name: str) -> None:
    face = import_module(f"terril.store.{name}")
    assert all(hasattr(face, exported) for exported in face.__all__)
    assert not hasattr(face, "nothing")


def test_a_worker_process_imports_no_slow_module() -> None:
    code = "import sys, terril.store.workers.worker; print(*sys.modules, sep='\\n')"
    output = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True)
    assert not set(SLOW) & set(output.stdout.decode().split())
