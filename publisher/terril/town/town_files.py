"""Read all files of a town: its data, its model and its catalogue annotations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from terril.intake.losses.town_folders import report_unused_files
from terril.intake.reading.graph_folders import CATALOGUE
from terril.intake.rules.expectations import read_expectations
from terril.intake.shacl.validation import Validation, validate
from terril.intake.source_reader import ReadCallback, ignore_progress, read_sources
from terril.intake.sources import sort_findings
from terril.intake.town_model import (
    ModelFile,
    TownModel,
    find_model_folder,
    read_town_model,
)
from terril.model.addresses import DERIVED
from terril.model.errors import BadSetting
from terril.model.execution.progress import Step
from terril.model.spool import LineSorter, index_spool, merge_runs
from terril.model.spool.term_text import format_line
from terril.model.spool.work_folder import WorkFolder, report_full
from terril.model.spool.workers import choose_processes
from terril.model.vocabulary import SHAPES, TERRIL
from terril.store.stored_queries import read_stored_query
from terril.town.config_file import CONFIG_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from terril.intake.sources import Sources
    from terril.model.execution.progress import Progress
    from terril.model.spool import ReleaseStatements, Spool
    from terril.release.content import Content
    from terril.representations.dumps import Dumps
    from terril.town.config import Config
    from terril.town.config_file import ConfigFile


@dataclass(frozen=True)
class TownFiles:
    """The files of a town as they were when they were read.

    Attributes:
        folder: folder of ``town.toml``.
        config: settings.
        settings: content of ``town.toml``.
        model: ontology, shapes and stored queries.
        sources: data files.
    """

    folder: Path
    config: Config
    settings: bytes
    model: TownModel
    sources: Sources

    def check(self) -> Validation:
        """Validate the data against the shapes."""
        return validate(self.sources, self.model)

    def content(self) -> Content:
        """Return the content of a release of these files."""
        # Checking takes none of this, and starts much faster without it.
        from terril.release.content import Content

        work = WorkFolder()
        with report_full(work.path):
            spool = self._write_spool(work.path)
        return Content(
            self.config.base,
            spool,
            self._files(),
            self.config.languages,
            self._write_dumps,
            work=work,
        )

    def _write_spool(self, folder: Path) -> Spool:
        """Write every statement of the release to a folder: stated, inferred, and the model's."""
        from terril.intake.inference import infer

        stated = self.sources.town.spool
        sorter = LineSorter(folder, "vocabulary")
        sorter.add(list(map(format_line, self._vocabulary())))
        derived = NamedNode(self.config.addresses.graph(DERIVED))
        processes = choose_processes(stated.size)
        inferred = infer(stated, self.model, derived, folder, processes)
        path = folder / "statements.nq"
        merge_runs([*inferred, *sorter.finish()], path, (stated.path,))
        return index_spool(path)

    def _vocabulary(self) -> list[Quad]:
        """Return the ontology, each file a named graph; shapes are not part of the data."""
        return [
            Quad(quad.subject, quad.predicate, quad.object, NamedNode(file.iri))
            for file in self.model.ontology
            for quad in file.quads
        ]

    def _files(self) -> dict[str, bytes]:
        model = self.model
        catalogue = self.sources.catalogue
        return {
            CONFIG_FILE: self.settings,
            "model/context.jsonld": model.context,
            **{f"model/ontology/{file.name}": file.content for file in model.ontology},
            **{f"model/ontology/rules/{rule.name}.rq": rule.text.encode() for rule in model.rules},
            **{f"model/shapes/{_name_shapes(file)}": file.content for file in model.shapes},
            **self._logo(),
            **({CATALOGUE: catalogue.content} if catalogue else {}),
            **{f"queries/{query.name}.rq": query.text.encode() for query in model.queries},
        }

    def _logo(self) -> dict[str, bytes]:
        """Return the logo of the town by its path in the release.

        Raises:
            BadSetting: it cannot be read.
        """
        logo = self.config.look.logo
        if not logo:
            return {}
        try:
            return {f"look/{logo}": (self.folder / logo).read_bytes()}
        except OSError as error:
            raise BadSetting(
                self.folder / CONFIG_FILE, "look.logo", BadSetting.UNREADABLE, {"file": logo}
            ) from error

    def _write_dumps(
        self, statements: ReleaseStatements, folder: Path, processes: int, progress: Progress
    ) -> None:
        report = partial(progress, Step.DUMPS)
        self._dumps().write_files(statements, folder, processes, report)

    def _dumps(self) -> Dumps:
        from terril.representations.dumps import Dumps
        from terril.representations.rdf.jsonld import read_context

        context = read_context(
            self.model.context, find_model_folder() / "ontology" / "context.jsonld"
        )
        config, model = self.config, self.model
        documents = {file.iri: file.quads for file in model.ontology}
        documents[f"{TERRIL}{SHAPES}"] = tuple(model.shapes_quads())
        return Dumps(config.addresses, config.languages, config.licence, context, documents)


def _name_shapes(file: ModelFile) -> str:
    """Return the name of a file with shapes in a release: the town's may be named as another."""
    return f"town/{file.name}" if file.own else file.name


def read_town_files(
    folder: Path, config_file: ConfigFile, progress: ReadCallback = ignore_progress
) -> TownFiles:
    """Read all files of a town, without checking them.

    Args:
        folder: folder of ``town.toml``.
        config_file: its ``town.toml``.
        progress: called after each data file.

    Raises:
        DataMissing: there is nothing to check.
        ModelError: a file of the model is broken.
    """
    config = config_file.config
    model = read_town_model(folder, config.country)
    for query in model.queries:
        # A broken query is refused now, not when it is run.
        read_stored_query(query.path, query.text)
    sources = read_sources(
        folder,
        config.graphs,
        config.addresses,
        config.also_describes,
        progress,
        read_expectations(model, config.languages, config.graphs, str(config.publisher.iri)),
    )
    unused = report_unused_files(folder, config.country)
    sources = replace(sources, findings=sort_findings((*sources.findings, *unused)))
    return TownFiles(folder, config, config_file.content, model, sources)
