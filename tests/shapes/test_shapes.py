"""Every property shape detects its error, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

EXAMPLES = Path(__file__).parent
NAMESPACE = "https://w3id.org/terril/shapes#"
BAD = sorted((EXAMPLES / "bad").glob("*/*.ttl"))
VALID = sorted((EXAMPLES / "valid").glob("*.ttl"))
LANGUAGES = {"fr", "en"}


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def texts(shapes: Graph, shape: Node, predicate: URIRef) -> dict[str, str]:
    literals = [one for one in shapes.objects(shape, predicate) if isinstance(one, Literal)]
    assert len({one.language for one in literals}) == len(literals), shape
    return {one.language or "": str(one) for one in literals}


def property_shapes(shapes: Graph) -> list[Node]:
    return sorted(set(shapes.subjects(RDF.type, SH.PropertyShape)), key=str)


def test_every_property_shape_has_a_failing_example(shapes: Graph) -> None:
    folders = {f"{NAMESPACE}{path.parent.name}" for path in BAD}
    assert folders == {str(shape) for shape in property_shapes(shapes)}


@pytest.mark.parametrize("path", BAD, ids=named)
def test_an_error_is_detected_by_exactly_its_shape(
    path: Path, failing: dict[str, set[str]]
) -> None:
    assert failing[f"bad/{named(path)}"] == {path.parent.name}


@pytest.mark.parametrize("path", VALID, ids=named)
def test_a_valid_example_conforms_to_all_shapes(path: Path, failing: dict[str, set[str]]) -> None:
    assert failing[named(path)] == set()


def test_the_terms_of_the_model_are_valid_themselves(failing: dict[str, set[str]]) -> None:
    assert failing[""] == set()


def test_every_property_shape_has_a_name_of_its_own(shapes: Graph) -> None:
    for shape in {*shapes.subjects(SH.path), *shapes.objects(None, SH.property)}:
        assert str(shape).startswith(NAMESPACE), shape
        assert (shape, RDF.type, SH.PropertyShape) in shapes


def test_a_property_shape_is_named_after_its_node_shape(shapes: Graph) -> None:
    for shape in property_shapes(shapes):
        owners = list(shapes.subjects(SH.property, shape))
        assert len(owners) == 1, shape
        assert str(shape).startswith(f"{owners[0]}-")


def test_every_shape_has_a_target(shapes: Graph) -> None:
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        targets = [*shapes.objects(shape, SH.targetClass)]
        targets += shapes.objects(shape, SH.targetSubjectsOf)
        assert targets, shape
        assert list(shapes.objects(shape, SH.property)), shape


def test_messages_exist_in_both_languages_with_a_remedy(shapes: Graph) -> None:
    for shape in property_shapes(shapes):
        messages = texts(shapes, shape, SH.message)
        assert set(messages) == LANGUAGES, shape
        assert messages["fr"] != messages["en"]
        for message in messages.values():
            # What is wrong, then what to do: two sentences at least.
            assert message.count(". ") + message.count(": ") >= 1, message
            assert message.endswith("."), message


def test_every_shape_is_named_in_both_languages(shapes: Graph) -> None:
    for shape in [*property_shapes(shapes), *shapes.subjects(RDF.type, SH.NodeShape)]:
        assert set(texts(shapes, shape, SH.name)) == LANGUAGES, shape


def test_the_properties_of_a_shape_have_an_order(shapes: Graph) -> None:
    for node in shapes.subjects(RDF.type, SH.NodeShape):
        properties = list(shapes.objects(node, SH.property))
        orders = {shapes.value(one, SH.order) for one in properties}
        assert None not in orders
        assert len(orders) == len(properties), node


def test_every_severity_is_used(shapes: Graph) -> None:
    given = {shapes.value(shape, SH.severity) or SH.Violation for shape in property_shapes(shapes)}
    assert given == {SH.Violation, SH.Warning, SH.Info}
