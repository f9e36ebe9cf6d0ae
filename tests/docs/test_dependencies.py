"""An installation has what Terril needs, and nothing large that only its tests need."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.paths import ROOT

ONLY_FOR_TESTS = {"babel", "lxml", "numpy", "pandas", "playwright", "pydantic", "pyld"}


def list_installed() -> set[str]:
    """Return the names of all packages that the dependencies of the wheel bring along."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(one) for one in project["dependencies"]]
    found: set[str] = set()
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        name = canonicalize_name(requirement.name)
        try:
            inner = requires(name) or []
        except PackageNotFoundError:
            # Another version of Python needs it.
            continue
        found.add(name)
        extras = requirement.extras or {""}
        waiting += [
            one
            for one in map(Requirement, inner)
            if one.marker is None or any(one.marker.evaluate({"extra": e}) for e in extras)
        ]
    return found


def test_what_only_tests_need_is_not_installed() -> None:
    installed = list_installed()
    assert {"pyoxigraph", "flask", "html5rdf", "wcwidth"} <= installed
    assert installed.isdisjoint(ONLY_FOR_TESTS)
