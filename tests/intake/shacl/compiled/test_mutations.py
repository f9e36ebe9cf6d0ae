"""On mutations of the real data of Loos-en-Gohelle, the results are those of pySHACL."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from terril.intake.shacl.evaluation import evaluate
from terril.intake.shacl.reference.engine import evaluate_all
from terril.model.vocabulary import TYPE, XSD
from tests.intake.shacl.compiled.result_rows import to_rows
from tests.sampling import sampled

ROOT = Path(__file__).parents[4]
MUTATIONS = 40
"""Statements that are changed in each trial."""


@cache
def read(folder: str) -> tuple[Quad, ...]:
    # The catalogue's own description is no data.
    paths = sorted((ROOT / folder).rglob("*.ttl"))
    files = [path for path in paths if path.name != "catalogue.ttl"]
    assert files
    return tuple(
        quad
        for path in files
        for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    )


def mutate(quads: tuple[Quad, ...], seed: int) -> list[Quad]:
    """Return the statements with some of them left out, changed or added."""
    chance = random.Random(seed)  # noqa: S311 (not for secrets)
    found = list(quads)
    for _ in range(MUTATIONS):
        place = chance.randrange(len(found))
        quad, other = found[place], chance.choice(quads)
        added = chance.choice(MUTATORS)(quad, other, chance)
        if chance.random() < 0.6:
            del found[place]
        found += added
    return found


def take_object(quad: Quad, other: Quad, _: random.Random) -> list[Quad]:
    return [Quad(quad.subject, quad.predicate, other.object)]


def take_predicate(quad: Quad, other: Quad, _: random.Random) -> list[Quad]:
    return [Quad(quad.subject, other.predicate, quad.object)]


def take_subject(quad: Quad, other: Quad, _: random.Random) -> list[Quad]:
    return [Quad(other.subject, quad.predicate, BlankNode("x"))]


def add_class(quad: Quad, _: Quad, chance: random.Random) -> list[Quad]:
    return [quad, Quad(quad.subject, TYPE, chance.choice(list_classes(read("data"))))]


def change_datatype(quad: Quad, _: Quad, chance: random.Random) -> list[Quad]:
    kind = chance.choice(("date", "integer", "gYear", "string", "decimal"))
    text = getattr(quad.object, "value", "")
    literal = Literal(text, datatype=NamedNode(f"{XSD}{kind}"))
    return [Quad(quad.subject, quad.predicate, literal)]


def change_text(quad: Quad, _: Quad, __: random.Random) -> list[Quad]:
    text = getattr(quad.object, "value", "")
    return [Quad(quad.subject, quad.predicate, Literal(f"{text}\n", language="fr"))]


def leave_out(_: Quad, __: Quad, ___: random.Random) -> list[Quad]:
    return []


MUTATORS = (
    *(take_object, take_predicate, take_subject, add_class),
    *(change_datatype, change_text, leave_out),
)


@cache
def list_classes(quads: tuple[Quad, ...]) -> tuple[NamedNode, ...]:
    classes = {one.object for one in quads if one.predicate == TYPE}
    return tuple(sorted((one for one in classes if isinstance(one, NamedNode)), key=str))


@sampled("seed", range(60), 2)
def test_the_results_are_those_of_pyshacl(seed: int) -> None:
    data, shapes, ontology = mutate(read("data"), seed), read("shapes"), read("ontology")
    expected = evaluate_all(data, shapes, ontology)
    found = evaluate(data, shapes, ontology)
    assert to_rows(found.results) == to_rows(expected.results)
    assert found.counts == expected.counts
    assert expected.results


def test_the_data_as_they_are_conform() -> None:
    assert not evaluate(read("data"), read("shapes"), read("ontology")).results


@pytest.mark.parametrize("seed", range(3))
def test_mutations_differ(seed: int) -> None:
    assert mutate(read("data"), seed) != mutate(read("data"), seed + 1)
