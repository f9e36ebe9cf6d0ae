"""The town model: ontology, shapes, context and stored queries, as files that are read once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, parse

from terril.intake.locations.lines import Lines
from terril.intake.parse_reasons import explain
from terril.model.errors import ModelError
from terril.model.languages import SOURCE_LANGUAGE, gettext
from terril.model.vocabulary import TERRIL

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One Turtle file of the model.

    Attributes:
        name: its path below ``ontology/`` or ``shapes/``, such as ``fr/sirene.ttl``.
        stem: the file's name without its ending, such as ``town``.
        iri: where the model publishes it: ``https://w3id.org/terril/{stem}``.
        path: where it was read.
        content: the file's bytes.
        quads: its statements, in the default graph.
    """

    name: str
    stem: str
    iri: str
    path: Path
    content: bytes
    quads: tuple[Quad, ...]


@dataclass(frozen=True, slots=True)
class QueryFile:
    """One stored question.

    Attributes:
        name: the file's name without its ending.
        path: where it was read.
        text: SPARQL with its header.
    """

    name: str
    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class TownModel:
    """What a town's words mean, what correct data looks like, and what can be asked.

    Attributes:
        ontology: ordered by name.
        shapes: of the model, of the town's country and of the town itself.
        context: bytes of the JSON-LD context.
        queries: of the model and of the town, ordered by name.
        rules: CONSTRUCT queries that complete what a town says, ordered by name.
    """

    ontology: tuple[ModelFile, ...]
    shapes: tuple[ModelFile, ...]
    context: bytes
    queries: tuple[QueryFile, ...]
    rules: tuple[QueryFile, ...] = ()

    def ontology_quads(self) -> Iterator[Quad]:
        """Every statement of the ontology files."""
        for file in self.ontology:
            yield from file.quads

    def shapes_quads(self) -> Iterator[Quad]:
        """Every statement of the shapes files."""
        for file in self.shapes:
            yield from file.quads


def read_town_model(town: Path, country: str | None, home: Path | None = None) -> TownModel:
    """The reusable model, with what the town and its country add to it.

    Args:
        town: folder of the town, whose own ``shapes/`` and ``queries/`` are added.
        country: two small letters; the shapes of other countries are left out.
        home: folder of the reusable model, by default the one that came with the publisher.

    Raises:
        ModelError: a file of the model cannot be read.
    """
    home = home or model_folder()
    folders = [home] if town.resolve() == home.resolve() else [home, town]
    ontology = _turtle_files(home / "ontology", "*.ttl")
    shapes = [file for folder in folders for file in _shapes(folder / "shapes", country)]
    queries = {file.name: file for folder in folders for file in _queries(folder / "queries")}
    context = _read(home / "ontology" / "context.jsonld")
    return TownModel(
        tuple(ontology),
        tuple(shapes),
        context,
        tuple(queries[name] for name in sorted(queries)),
        tuple(_queries(home / "ontology" / "rules")),
    )


def model_folder(package: Path = PACKAGE) -> Path:
    """Return the folder of the reusable model: the copy in the wheel, else the repository.

    Args:
        package: the folder of the package ``terril``.
    """
    installed = package / "intake" / "model"
    return installed if installed.is_dir() else package.parents[1]


def _shapes(folder: Path, country: str | None) -> Iterator[ModelFile]:
    yield from _turtle_files(folder, "*.ttl")
    if country:
        yield from _turtle_files(folder, f"{country}/*.ttl")


def _turtle_files(folder: Path, pattern: str) -> list[ModelFile]:
    return [_turtle_file(path, folder) for path in sorted(folder.glob(pattern))]


def _turtle_file(path: Path, folder: Path) -> ModelFile:
    content = _read(path)
    try:
        # Without renaming, `_:a` of two files would be one node.
        quads = tuple(parse(content, format=RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        sentence, fields = explain(error.msg)
        reason = gettext(sentence, SOURCE_LANGUAGE, **fields)
        raise ModelError(path, error.lineno or 0, reason) from error
    name = path.relative_to(folder).as_posix()
    return ModelFile(name, path.stem, f"{TERRIL}{path.stem}", path, content, quads)


def _queries(folder: Path) -> Iterator[QueryFile]:
    for path in sorted(folder.glob("*.rq")):
        yield QueryFile(path.stem, path, Lines(_read(path)).text)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(path, 0, error.strerror or "it cannot be opened") from error
