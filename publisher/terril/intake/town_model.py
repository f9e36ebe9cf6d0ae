"""The town model: ontology, shapes, context and stored queries, read once from files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Quad, RdfFormat, parse

from terril.intake.locations.lines import Lines, prepare_content
from terril.intake.locations.rdf12_search import find_rdf12_marks
from terril.intake.parse_reasons import RDF12, explain
from terril.intake.reading.parser import parse_file
from terril.intake.rules.values.characters import NOT_IN_XML
from terril.intake.rules.values.rdf12 import is_rdf12
from terril.model.errors import ModelError, ShapesError
from terril.model.findings import Finding
from terril.model.formats import TURTLE
from terril.model.languages import SOURCE_LANGUAGE, translate_all
from terril.model.vocabulary import TERRIL
from terril.model.xml_characters import find_character, find_unwritable, format_code_point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One Turtle file of the model.

    Attributes:
        name: its path below ``ontology/`` or ``shapes/``, such as ``fr/sirene.ttl``.
        stem: its file name without the extension, such as ``town``.
        iri: of the published document: ``https://w3id.org/terril/{stem}``.
        path: of the file on disk.
        content: its bytes.
        quads: its statements, in the default graph.
        own: ``True`` if the file is the town's own, not one of the reusable model.
    """

    name: str
    stem: str
    iri: str
    path: Path
    content: bytes
    quads: tuple[Quad, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class QueryFile:
    """One SPARQL file: a stored query or a rule.

    Attributes:
        name: its file name without the extension.
        path: of the file on disk.
        text: SPARQL with its header.
    """

    name: str
    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class TownModel:
    """The ontology, shapes, JSON-LD context, stored queries and rules of a town.

    Attributes:
        ontology: ordered by name.
        shapes: of the model, of the country and of the town itself.
        context: bytes of the JSON-LD context.
        queries: stored queries of the model and of the town, ordered by name.
        rules: CONSTRUCT queries of the inference, ordered by name.
    """

    ontology: tuple[ModelFile, ...]
    shapes: tuple[ModelFile, ...]
    context: bytes
    queries: tuple[QueryFile, ...]
    rules: tuple[QueryFile, ...] = ()

    def ontology_quads(self) -> Iterator[Quad]:
        """Iterate over the statements of the ontology files."""
        for file in self.ontology:
            yield from file.quads

    def shapes_quads(self) -> Iterator[Quad]:
        """Iterate over the statements of the shapes files."""
        for file in self.shapes:
            yield from file.quads


def read_town_model(town: Path, country: str | None, home: Path | None = None) -> TownModel:
    """Read the reusable model, with the additions of the town and its country.

    Args:
        town: folder of the town, whose own ``shapes/`` and ``queries/`` are added.
        country: two lower-case letters; the shapes of other countries are left out.
        home: folder of the reusable model, by default the one that comes with the package.

    Raises:
        ShapesError: a file of the town's own shapes cannot be read.
        ModelError: another file of the model cannot be read.
    """
    home = home or find_model_folder()
    folders = [home] if town.resolve() == home.resolve() else [home, town]
    ontology = _read_turtle_files(home / "ontology", "*.ttl")
    shapes = [
        file for folder in folders for file in _read_shapes(folder, country, own=folder != home)
    ]
    queries = {file.name: file for folder in folders for file in _read_queries(folder / "queries")}
    context = _read_bytes(home / "ontology" / "context.jsonld")
    return TownModel(
        tuple(ontology),
        tuple(shapes),
        context,
        tuple(queries[name] for name in sorted(queries)),
        tuple(_read_queries(home / "ontology" / "rules")),
    )


def find_model_folder(package: Path = PACKAGE) -> Path:
    """Return the folder of the reusable model: the copy in the wheel, else the repository.

    Args:
        package: the folder of the package ``terril``.
    """
    installed = package / "intake" / "model"
    return installed if installed.is_dir() else package.parents[1]


def _read_shapes(folder: Path, country: str | None, *, own: bool) -> Iterator[ModelFile]:
    yield from _read_turtle_files(folder / "shapes", "*.ttl", own=own)
    if country:
        yield from _read_turtle_files(folder / "shapes", f"{country}/*.ttl", own=own)


def _read_turtle_files(folder: Path, pattern: str, *, own: bool = False) -> list[ModelFile]:
    return [_read_turtle_file(path, folder, own=own) for path in sorted(folder.glob(pattern))]


def _read_turtle_file(path: Path, folder: Path, *, own: bool) -> ModelFile:
    content = _read_bytes(path)
    name = path.relative_to(folder).as_posix()
    turtle = prepare_content(content, TURTLE)
    try:
        # Without renaming, `_:a` of two files would be one node.
        quads = tuple(parse(turtle, format=RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        sentence, fields = explain(error.msg)
        reasons = translate_all(sentence, **fields)
        line = error.lineno or 0
        if own:
            inside = PurePath("shapes", name)
            place = Lines(content).make_location(inside, line)
            finding = parse_file(inside, content, TURTLE).finding
            # With a base address, a relative one is no error.
            finding = finding or Finding("syntax", reasons, place=place)
            raise ShapesError.from_findings((finding,)) from error
        raise ModelError(path, line, reasons[SOURCE_LANGUAGE], reasons) from error
    _require_publishable(path, Lines(content), quads)
    return ModelFile(name, path.stem, f"{TERRIL}{path.stem}", path, content, quads, own)


def _require_publishable(path: Path, lines: Lines, quads: Iterable[Quad]) -> None:
    """Raise :class:`ModelError` for a value that a format of the documents cannot carry."""
    for quad in quads:
        value = quad.object.value if isinstance(quad.object, Literal) else ""
        if (index := find_unwritable(value)) is not None:
            raise _report_character(path, lines, value[index])
        if is_rdf12(quad.object):
            found = next(find_rdf12_marks(lines.text, TURTLE), (0, str(quad.object)))
            reasons = translate_all(RDF12, word=found[1])
            line, _ = lines.find_position(found[0])
            raise ModelError(path, line, reasons[SOURCE_LANGUAGE], reasons)


def _report_character(path: Path, lines: Lines, character: str) -> ModelError:
    line, _ = lines.find_position(find_character(lines.text, character) or 0)
    reasons = translate_all(NOT_IN_XML, character=format_code_point(character))
    return ModelError(path, line, reasons[SOURCE_LANGUAGE], reasons)


def _read_queries(folder: Path) -> Iterator[QueryFile]:
    for path in sorted(folder.glob("*.rq")):
        lines = Lines(_read_bytes(path))
        index = find_unwritable(lines.text)
        if index is not None:
            raise _report_character(path, lines, lines.text[index])
        yield QueryFile(path.stem, path, lines.text)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(path, 0, error.strerror or "it cannot be opened") from error
