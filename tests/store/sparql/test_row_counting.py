"""Rows are counted in every format, wherever the bytes are cut."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from terril.store.sparql import BINDINGS_FORMATS, CountedOutput, TooManyRowsError
from terril.store.sparql.result_formats import ResultFormat

SOMETHING = NamedNode("http://e.example/a")
TEXTS = st.text(alphabet='a"\\{}:,[<>\r\n\t&é', max_size=12)


def written(texts: list[str], form: ResultFormat) -> bytes:
    store = Store()
    for text in texts:
        store.add(Quad(SOMETHING, SOMETHING, Literal(text)))
    results = store.query("SELECT ?o ?unbound { ?s ?p ?o }")
    assert isinstance(results, QuerySolutions)
    return results.serialize(format=form.syntax) or b""


@pytest.mark.parametrize("form", BINDINGS_FORMATS, ids=lambda form: form.extension)
@given(texts=st.lists(TEXTS, unique=True, max_size=6), piece=st.integers(1, 40))
def test_every_row_counts_once(form: ResultFormat, texts: list[str], piece: int) -> None:
    output = CountedOutput(io.BytesIO(), form, 100)
    data = written(texts, form)
    for start in range(0, len(data), piece):
        output.write(data[start : start + piece])
    output.flush()
    assert output.count == len(texts)


@pytest.mark.parametrize("form", BINDINGS_FORMATS, ids=lambda form: form.extension)
def test_one_row_too_many_stops_the_answer(form: ResultFormat) -> None:
    CountedOutput(io.BytesIO(), form, 3).write(written(["a", "b", "c"], form))
    with pytest.raises(TooManyRowsError):
        CountedOutput(io.BytesIO(), form, 2).write(written(["a", "b", "c"], form))
