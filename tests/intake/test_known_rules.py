"""The rules of the model, applied to one subject at a time, infer what the engine infers."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from terril.intake.inference import infer
from terril.intake.inference.engine import infer_with_engine
from terril.intake.inference.known_rules import recognize_rules
from terril.intake.town_model import ModelFile, TownModel, read_town_model
from terril.model.spool import index_spool
from terril.model.spool.term_text import format_line
from terril.model.spool.work_folder import WorkFolder
from terril.model.vocabulary import ORG, OWL, RDFS, SCHEMA, SKOS, TYPE, XSD
from tests.sampling import EXTENTS, Extent

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parent.parent.parent
BASE = "https://town.example/id/"
SOURCE, EDITORIAL, DERIVED = (
    NamedNode(f"{BASE}graph/{name}") for name in ("source", "editorial", "derived")
)
MODEL = read_town_model(ROOT, None)
PROPERTIES = [NamedNode(f"https://vocab.example/{name}") for name in "pqrs"]
LABELS = [
    *(NamedNode(f"{SKOS}{name}") for name in ("prefLabel", "altLabel")),
    *(NamedNode(f"{SCHEMA}{name}") for name in ("name", "alternateName")),
]
MEMBERSHIP = [NamedNode(f"{ORG}{name}") for name in ("member", "organization", "memberOf")]
LINKS = [*PROPERTIES, *MEMBERSHIP]
WIDER, INVERSE = NamedNode(f"{RDFS}subPropertyOf"), NamedNode(f"{OWL}inverseOf")
THINGS = [NamedNode(f"{BASE}place/{name}") for name in ("a", "a-b", "b", "c", "d")]
ABROAD = NamedNode("https://elsewhere.example/x")
TERM = NamedNode("https://vocab.example/concept")
NAMES = [
    *(Literal(text, language=tag) for text in "xy" for tag in ("fr", "fr-be", "en")),
    Literal("x"),
    Literal("7", datatype=NamedNode(f"{XSD}int")),
    *(Literal(text, datatype=NamedNode(f"{XSD}integer")) for text in ("7", "007")),
    THINGS[0],
]
STATED = st.builds(
    Quad,
    st.sampled_from([*THINGS, TERM]),
    st.sampled_from([*LINKS, *LABELS]),
    st.one_of(st.sampled_from([*THINGS, ABROAD, TERM]), st.sampled_from(NAMES)),
    st.sampled_from([SOURCE, EDITORIAL]),
)
RULES = st.builds(
    Quad,
    st.sampled_from([*LINKS, *LABELS]),
    st.sampled_from([WIDER, INVERSE]),
    st.sampled_from([*LINKS, *LABELS]),
)
OF_ONTOLOGY = st.builds(
    Quad,
    st.sampled_from([TERM, THINGS[0], ABROAD]),
    st.sampled_from([*LINKS, *LABELS]),
    st.sampled_from([*THINGS, TERM, *NAMES]),
)


def make_model(rules: Iterable[Quad], others: Iterable[Quad] = ()) -> TownModel:
    """A model with the rules that there are, and another ontology."""
    file = ModelFile("made-up.ttl", "made-up", "", Path("made-up.ttl"), b"", (*rules, *others))
    return replace(MODEL, ontology=(file,))


def infer_here(quads: Iterable[Quad], model: TownModel, processes: int = 1) -> set[Triple]:
    work = WorkFolder()
    path = work.path / "stated.nq"
    path.write_bytes(b"".join(sorted({format_line(quad).encode() for quad in quads})))
    files = infer(index_spool(path), model, DERIVED, work.path, processes)
    text = b"".join(file.read_bytes() for file in files)
    found = list(parse(text, format=RdfFormat.N_QUADS))
    triples = {quad.triple for quad in found}
    assert len(found) == len(triples)
    graphs = {quad.graph_name for quad in quads}
    return {one for one in triples if one.subject != DERIVED and one.subject not in graphs}


def compare(quads: list[Quad], model: TownModel) -> None:
    vocabulary = (
        (str(q.subject), str(q.predicate), str(q.object)) for q in model.ontology_quads()
    )
    assert recognize_rules(model.rules, vocabulary)
    assert infer_here(quads, model) == set(infer_with_engine(quads, model))


def state(subject: NamedNode, link: NamedNode, value: NamedNode | Literal) -> Quad:
    return Quad(subject, link, value, SOURCE)


A, A_B, B, C, D = THINGS
P, Q, R, S = PROPERTIES
# A name that follows in the second round comes too late for what follows in the first.
LATE = [
    state(A, P, B),
    state(B, LABELS[0], Literal("x", language="fr")),
    state(C, Q, Literal("y", language="fr")),
    state(C, LABELS[0], Literal("x", language="fr")),
]


@pytest.mark.parametrize("extent", EXTENTS)
def test_they_infer_what_the_engine_infers(extent: Extent) -> None:
    @settings(max_examples=5000 if extent == "rest" else 60, deadline=None)
    @given(
        st.lists(STATED, max_size=12),
        st.lists(RULES, max_size=6),
        st.lists(OF_ONTOLOGY, max_size=3),
    )
    @example(LATE, [Quad(Q, WIDER, LABELS[2]), Quad(P, INVERSE, LABELS[2])], [])
    @example([state(A, P, B), state(B, P, C)], [Quad(P, INVERSE, P), Quad(P, WIDER, Q)], [])
    @example([state(A, P, B), state(B, R, C)], [Quad(P, INVERSE, Q), Quad(R, INVERSE, Q)], [])
    @example([state(A, MEMBERSHIP[0], B), state(A, MEMBERSHIP[1], C)], [], [])
    @example([state(A, P, B)], [Quad(P, INVERSE, Q)], [Quad(ABROAD, P, A), Quad(A, P, A)])
    def check(stated: list[Quad], rules: list[Quad], others: list[Quad]) -> None:
        compare(stated, make_model(rules, others))

    check()


def test_worker_processes_infer_the_same() -> None:
    model = make_model([Quad(P, INVERSE, Q), Quad(Q, WIDER, R), Quad(R, INVERSE, S)])
    stated = [state(one, P, other) for one in THINGS for other in THINGS]
    assert infer_here(stated, model, 2) == infer_here(stated, model) != set()


def test_every_rule_of_the_model_is_known() -> None:
    assert MODEL.rules
    for rule in MODEL.rules:
        assert recognize_rules([rule], [])
    changed = replace(MODEL.rules[0], text=MODEL.rules[0].text.replace("?", "?x"))
    assert recognize_rules([*MODEL.rules[1:], changed], []) is None


def test_rules_that_follow_from_rules_or_from_the_town_are_left_to_the_engine() -> None:
    rules = [Quad(P, WIDER, INVERSE)]
    assert recognize_rules(MODEL.rules, [(str(P), str(WIDER), str(INVERSE))]) is None
    stated = [state(Q, P, R), state(A, Q, B), state(B, TYPE, C)]
    found = infer_here(stated, make_model(rules))
    assert Triple(B, R, A) in found
    own = [state(Q, INVERSE, R), state(A, Q, B), state(B, TYPE, C)]
    assert infer_here(own, make_model([])) == {Triple(B, R, A)}


def test_a_long_chain_of_properties_ends() -> None:
    chain = [NamedNode(f"https://vocab.example/chain/{number}") for number in range(80)]
    rules = [Quad(one, WIDER, next_) for one, next_ in itertools.pairwise(chain)]
    rules += [Quad(chain[30], INVERSE, chain[31])]
    compare([state(A, chain[0], B), state(B, TYPE, C)], make_model(rules))
