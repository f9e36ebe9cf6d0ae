"""A town on disk, from its settings to the content of a release. Only puts the rooms together."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from terril.config import Config, read_config
from terril.intake.graph_folders import CATALOGUE
from terril.intake.inference import complete
from terril.intake.parse_reasons import explain
from terril.intake.shacl.validation import Validation, validate
from terril.intake.source_reader import Progress, read_sources, silent
from terril.intake.town_model import TownModel, read_town_model
from terril.model.addresses import DERIVED
from terril.model.errors import BadSetting, CatalogueError
from terril.model.languages import SOURCE_LANGUAGE, gettext
from terril.model.vocabulary import SHAPES, TERRIL
from terril.release.content import Content
from terril.release.release import SEARCH
from terril.release.releases import Releases
from terril.release.remote_copies import Loader
from terril.representations.catalogue import read_annotations
from terril.representations.dumps import Dumps
from terril.store.search import write_index
from terril.store.stored_queries import read_stored_query
from terril.web.serving import remote_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from terril.intake.sources import Sources

RELEASES = "releases"


@dataclass(frozen=True)
class Town:
    """A town as its folder has it now.

    Attributes:
        folder: of its ``town.toml``.
        config: its settings.
        model: what its words mean and what correct data looks like.
        sources: what it says.
        catalogue: what a person says of its datasets: Turtle, empty if nothing.
    """

    folder: Path
    config: Config
    model: TownModel
    sources: Sources
    catalogue: bytes = b""

    def check(self) -> Validation:
        """What is wrong with the data, if anything."""
        return validate(self.sources, self.model)

    def content(self) -> Content:
        """What a release of this town holds."""
        addresses = self.config.addresses
        said = tuple(self.sources.quads())
        derived = NamedNode(addresses.graph(DERIVED))
        quads = (*said, *complete(said, self.model, derived), *self._vocabulary())
        things = {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}
        return Content(
            base=self.config.base,
            quads=quads,
            things=tuple(iri for iri in things if addresses.name_of(iri)),
            files=self._files(),
            indexes={SEARCH: self._write_search},
            dumps=lambda quads: self._dumps().files(quads, things),
        )

    def _vocabulary(self) -> list[Quad]:
        """The ontology, each file a named graph; shapes are no part of what a town says."""
        return [
            Quad(quad.subject, quad.predicate, quad.object, NamedNode(file.iri))
            for file in self.model.ontology
            for quad in file.quads
        ]

    def _files(self) -> dict[str, bytes]:
        model = self.model
        return {
            "town.toml": (self.folder / "town.toml").read_bytes(),
            "model/context.jsonld": model.context,
            **{f"model/ontology/{file.name}": file.content for file in model.ontology},
            **{f"model/ontology/rules/{rule.name}.rq": rule.text.encode() for rule in model.rules},
            **{f"model/shapes/{file.name}": file.content for file in model.shapes},
            **self._look(),
            **({CATALOGUE: self.catalogue} if self.catalogue else {}),
            **{f"queries/{query.name}.rq": query.text.encode() for query in model.queries},
        }

    def _look(self) -> dict[str, bytes]:
        """The town's own picture.

        Raises:
            BadSetting: it cannot be read.
        """
        logo = self.config.look.logo
        if not logo:
            return {}
        try:
            return {f"look/{logo}": (self.folder / logo).read_bytes()}
        except OSError as error:
            settings = self.folder / "town.toml"
            raise BadSetting(settings, "look.logo", f"{logo} cannot be read.") from error

    def _write_search(self, quads: Sequence[Quad], path: Path) -> None:
        name_of = self.config.addresses.name_of
        subjects = {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}
        names = ((iri, name_of(iri)) for iri in subjects)
        write_index(path, quads, {iri: name.kind for iri, name in names if name})

    def _dumps(self) -> Dumps:
        context = json.loads(self.model.context)["@context"]
        config, model = self.config, self.model
        documents = {file.iri: file.quads for file in model.ontology}
        documents[f"{TERRIL}{SHAPES}"] = tuple(model.shapes_quads())
        return Dumps(config.addresses, config.languages, str(config.licence), context, documents)


def open_town(folder: Path, progress: Progress = silent) -> Town:
    """The town in a folder, read and not yet checked.

    Raises:
        SettingsError: ``town.toml`` cannot be used.
        DataMissing: there is nothing to check.
        ModelError: a file of the model is broken.
        CatalogueError: what is said of the catalogue is not Turtle.
    """
    config = read_config(folder)
    model = read_town_model(folder, config.country)
    for query in model.queries:
        # Refused now, not when somebody asks it.
        read_stored_query(query.path, query.text)
    sources = read_sources(
        folder, config.graphs, config.addresses, config.also_describes, progress
    )
    return Town(folder, config, model, sources, _catalogue(folder / "data" / CATALOGUE, config))


def _catalogue(path: Path, config: Config) -> bytes:
    """What a person says of the datasets; nothing if there is no such file.

    Raises:
        CatalogueError: it is not Turtle.
    """
    if not path.is_file():
        return b""
    content = path.read_bytes()
    try:
        read_annotations(content, config.base)
    except SyntaxError as error:
        sentence, fields = explain(error.msg)
        reason = gettext(sentence, SOURCE_LANGUAGE, **fields)
        raise CatalogueError(path, error.lineno or 0, reason) from error
    return content


def loader_of(folder: Path) -> Loader | None:
    """What loads the store that ``town.toml`` names; ``None`` if it names none."""
    remote = remote_store(read_config(folder).store)
    return Loader(remote) if remote else None


def releases_of(folder: Path) -> Releases:
    """The releases of the town in a folder.

    Raises:
        NoTown: there is no ``town.toml``.
    """
    read_config(folder)
    return Releases(folder / RELEASES)
