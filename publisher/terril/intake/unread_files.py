"""Find files of a town beside its data that nothing reads."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from terril.model.findings import Finding, Location, Severity
from terril.model.languages import gettext_noop, translate_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_READ = gettext_noop(
    "This file is not read, so it has no effect: in {folder}/ of a town, only files directly in "
    "it with the ending {ending} are. Rename it or move it, or take it out."
)
NO_ONTOLOGY = gettext_noop(
    "This file is not read, so it has no effect: a town has no ontology of its own. Put classes "
    "below others (rdfs:subClassOf) into a file in shapes/."
)
ENDINGS = {"shapes": ".ttl", "queries": ".rq"}


def find_unread_files(town: Path, country: str | None) -> Iterator[Finding]:
    """Return a warning for each file of a town, in the folders of a model, that is not read.

    Args:
        town: folder of the town.
        country: whose folder in ``shapes/`` is read.
    """
    for folder, ending in ENDINGS.items():
        read = {town / folder}
        if folder == "shapes" and country:
            read.add(town / folder / country)
        for path in _walk(town / folder):
            if path.parent not in read or path.suffix != ending:
                message = translate_all(NOT_READ, folder=folder, ending=ending)
                yield _warn(path.relative_to(town), message)
    for path in _walk(town / "ontology"):
        yield _warn(path.relative_to(town), translate_all(NO_ONTOLOGY))


def _walk(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.rglob("*") if path.is_file() and not _is_ignored(path))


def _is_ignored(path: Path) -> bool:
    # Editors and file managers leave hidden files and copies that end in a tilde.
    return path.name.startswith(".") or path.name.endswith("~") or path.suffix.lower() == ".md"


def _warn(path: PurePath, message: dict[str, str]) -> Finding:
    return Finding("left-out", message, Severity.WARNING, Location(PurePath(path)))
