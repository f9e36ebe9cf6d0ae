"""Report files and folders of a town that have no effect where they are."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import PurePath
from typing import TYPE_CHECKING

from terril.intake.losses.unread_files import TABLES, is_ignored
from terril.intake.town_model import find_model_folder
from terril.model.findings import Finding, Location, Severity
from terril.model.formats import find_format
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NO_ONTOLOGY = gettext_noop(
    "This file has no effect: a town cannot add terms of its own to the ontology yet. Use the "
    "terms of the model or of a published vocabulary, and keep this file outside ontology/. "
    "Classes below others (rdfs:subClassOf) may stand in shapes/."
)
NOT_A_SHAPE = gettext_noop(
    "This file has no effect: the town's shapes are the files directly in {folders} whose names "
    "end in .ttl, in small letters. Move or rename it."
)
NOT_A_QUERY = gettext_noop(
    "This file has no effect: the town's stored queries are the files directly in queries/ whose "
    "names end in .rq, in small letters. Move or rename it."
)
OTHER_FOLDER = gettext_noop(
    "This folder has no effect, since no part of a town has this name. Did you mean {nearest}/?"
)
OUTSIDE_DATA = gettext_noop(
    "This file has no effect: the town's data is in the folders of data/ that the setting "
    "“graphs” names. Move it there, or keep it outside the town's folder."
)
PARTS = ("data", "shapes", "queries", "ontology")
SIMILARITY = 0.6
"""The similarity of two names, from 0 to 1, above which one counts as a typo of the other."""


def report_unused_files(town: Path, country: str | None) -> Iterator[Finding]:
    """Return a warning for each file of a town's folder that nothing reads.

    Args:
        town: folder of the town.
        country: whose shapes apply: a folder of this name in ``shapes/`` is read.
    """
    if town.resolve() == find_model_folder().resolve():
        return
    yield from _warn_of_each(_walk(town / "ontology"), town, "own-ontology", NO_ONTOLOGY)
    folders = ["shapes", *([f"shapes/{country}"] if country else [])]
    shapes = _find_others(town, folders, ".ttl")
    listed = ", ".join(f"{folder}/" for folder in folders)
    yield from _warn_of_each(shapes, town, "not-a-shape", NOT_A_SHAPE, folders=listed)
    queries = _find_others(town, ["queries"], ".rq")
    yield from _warn_of_each(queries, town, "not-a-query", NOT_A_QUERY)
    yield from _check_top(town)


def _find_others(town: Path, folders: list[str], ending: str) -> Iterator[Path]:
    """Return the files below the first folder that are not directly in one of them, or not so."""
    read = {town / folder for folder in folders}
    for path in _walk(town / folders[0]):
        if path.suffix != ending or path.parent not in read:
            yield path


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        below = path.relative_to(folder)
        if not path.is_dir() and not any(is_ignored(PurePath(part)) for part in below.parts):
            yield path


def _check_top(town: Path) -> Iterator[Finding]:
    for path in sorted(town.iterdir()):
        if is_ignored(path) or path.name in PARTS:
            continue
        if not path.is_dir():
            if find_format(path.name) or path.suffix.lower()[1:] in TABLES:
                yield from _warn_of_each([path], town, "outside-data", OUTSIDE_DATA)
        elif near := get_close_matches(path.name.lower(), PARTS, n=1, cutoff=SIMILARITY):
            yield from _warn_of_each([path], town, "other-folder", OTHER_FOLDER, nearest=near[0])


def _warn_of_each(
    paths: Iterator[Path] | list[Path], town: Path, rule: str, sentence: str, **fields: str
) -> Iterator[Finding]:
    message = translate_all(sentence, **fields)
    for path in paths:
        place = Location(PurePath(path.relative_to(town)))
        yield Finding(rule, message, Severity.WARNING, place)
