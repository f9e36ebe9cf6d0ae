"""Texts that should arrive and do not are losses, even if no reason is known."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from terril.intake.losses.examination import clear_left_out, drop_texts, find_losses
from terril.intake.losses.loss import INDEX, IRI, TEXT, UNREAD, Loss
from terril.model.formats import JSON_LD, TURTLE

QUAD = Quad(NamedNode("x:a"), NamedNode("x:b"), Literal("here", language="fr"))
TEXTS = [Loss(TEXT, "here", 3), Loss(TEXT, "gone", 9)]


def test_a_text_in_no_statement_is_a_loss() -> None:
    index = Loss(INDEX, "first", 1)
    assert drop_texts([*TEXTS, index], [QUAD]) == (index, Loss(UNREAD, "gone", 9))
    assert drop_texts(TEXTS[:1], [QUAD]) == ()


def test_a_known_reason_comes_first() -> None:
    iri = Loss(IRI, "a b", 1)
    assert drop_texts([*TEXTS, iri], []) == (iri,)


def test_what_a_key_without_meaning_holds_is_cleared_line_by_line() -> None:
    text = '{"@id": "x:a", "k": {"é":\n [1]\n}, "l": {}, "x:b": "c"}'
    losses = find_losses(text.encode(), JSON_LD)
    cleared = clear_left_out(text.encode(), losses).decode()
    assert cleared.split("\n")[1:2] == [" " * 4]
    assert "".join(cleared.split()) == '{"@id":"x:a","k":null,"l":{},"x:b":"c"}'
    assert len(cleared) == len(text)


def test_other_formats_have_no_silent_losses() -> None:
    assert not find_losses(b"<x:a> <x:b> <x:c> .", TURTLE)
