"""Write the files of one table, once the pieces of all segments are there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from terril.model.languages import choose_text, gettext
from terril.representations.pages import Audience
from terril.representations.pieces import Frame, PieceFolder, PieceTable, write_file
from terril.representations.pieces.file_writer import Output
from terril.representations.tables.csv_file import format_line, get_link_titles, write_metadata
from terril.representations.tables.geojson import FEATURE_SEPARATOR, HEAD, TAIL
from terril.representations.tables.streaming.piece_maker import CSV, LINKS, MAP, SHEET
from terril.representations.tables.table_columns import explain_columns, get_headings
from terril.representations.tables.workbook import Workbook, write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from terril.representations.pages import Pages
    from terril.representations.pieces import WrittenFile
    from terril.representations.tables.streaming.table_plan import TablePlan
    from terril.store.datasets import Dataset


@dataclass(frozen=True, slots=True)
class TableFiles:
    """A writer of the files of one table.

    Attributes:
        folder: of the files.
        work: folder of the pieces.
        pages: source of labels.
        dataset: of the table.
        plan: of the table.
        rows: number of its rows.
        formats: number formats, in the order of their styles.
    """

    folder: Path
    work: Path
    pages: Pages
    dataset: Dataset
    plan: TablePlan
    rows: int
    formats: Sequence[str]

    def write(self, pieces: Mapping[str, PieceTable]) -> Iterator[WrittenFile]:
        """Yield each file; the tables in the first language have two names.

        Args:
            pieces: by the extension of the file.

        Raises:
            OSError: a piece cannot be read or a file cannot be written.
        """
        titles, language = self.plan.titles, self.plan.tag
        frames = {
            CSV: Frame(format_line(titles).encode()),
            LINKS: Frame(format_line(get_link_titles(language)).encode()),
        }
        if self.plan.has_position:
            frames[MAP] = Frame(HEAD.encode(), TAIL.encode(), FEATURE_SEPARATOR.encode())
        joined = (
            self._join(extension, frame, pieces.get(extension, PieceTable()))
            for extension, frame in frames.items()
        )
        found = list(chain.from_iterable(joined))
        found.append(self._write_workbook(pieces.get(SHEET, PieceTable())))
        yield from found
        yield self._write_metadata(self.plan.name)
        if self.plan.language == 0:
            yield from map(self._name_again, found)
            yield self._write_metadata(self.dataset.name)

    def _join(self, extension: str, frame: Frame, pieces: PieceTable) -> Iterator[WrittenFile]:
        path = self.folder / f"{self.plan.name}.{extension}"
        yield from write_file(path, frame, pieces)[:2]
        PieceFolder(self.work).remove(path.name)

    def _name_again(self, file: WrittenFile) -> WrittenFile:
        """Give a file its second name; a file system without links has a copy."""
        name = f"{self.dataset.name}{file.name.removeprefix(self.plan.name)}"
        path = self.folder / name
        try:
            path.hardlink_to(self.folder / file.name)
        except OSError:
            shutil.copyfile(self.folder / file.name, path)
        return file._replace(name=name)

    def _write_workbook(self, pieces: PieceTable) -> WrittenFile:
        language = self.plan.tag
        path = self.folder / f"{self.plan.name}.{SHEET}"
        book = Workbook(
            self._choose_text(self.dataset.titles),
            (gettext("Data", language), gettext("Columns", language)),
            self.plan.titles,
            self.rows,
            self.formats,
            [
                get_headings(language),
                *explain_columns(self.plan.columns, language, self._define),
            ],
        )
        written = write_workbook(path, book, pieces)
        PieceFolder(self.work).remove(path.name)
        return written

    def _write_metadata(self, start: str) -> WrittenFile:
        about = {
            "dc:title": self._choose_text(self.dataset.titles),
            "dc:description": self._choose_text(self.dataset.descriptions),
        }
        names = f"{start}.{CSV}", f"{start}.{LINKS}"
        licence = self.pages.town.licence
        content = write_metadata(self.plan.columns, self.plan.tag, names, about, licence)
        with Output(self.folder / f"{names[0]}-metadata.json") as output:
            output.write(content)
        return output.describe()

    def _choose_text(self, texts: Mapping[str, str]) -> str:
        found = choose_text(texts, self.pages.get_languages(self._audience))
        return found[0] if found else self.dataset.name

    def _define(self, prop: str) -> str:
        found = self.pages.description(prop, self._audience)
        return found.value if found else ""

    @property
    def _audience(self) -> Audience:
        return Audience(self.plan.tag, "")
