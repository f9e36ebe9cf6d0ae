"""Folders that tests read."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
SHARED = ROOT.parent / "shared"
"""Specifications, shapes and schemas of others, beside the repository; a fork may lack them."""
