"""The tokenizer against the engine: both read a text without space between its tokens alike."""

from __future__ import annotations

import io
import time
from itertools import pairwise

from hypothesis import event, given, settings
from hypothesis import strategies as st
from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, Store

from terril.store.sparql import tokenize

PROLOGUE = "PREFIX ex: <http://ex/> PREFIX : <http://a/> "
STORE = Store()
STORE.update(
    PROLOGUE + "INSERT DATA { ex:s :p 1, 2, '#>', '<' ; ex:b ex:s . ex:t :p <http://a/#> }"
)

OPERAND = st.sampled_from(
    [
        *("1", "1.5", "2e0", "true", "?o", "$o", "ex:s", "<http://a/#>", "<http://a/it's>"),
        *("'#>'", '"<"', "'\\''", "'''it's'''", '"""# "<"""', "'x'@en", "'1'^^ex:n", "'a b'"),
        *("STR ( ?o )", "( ?o )", "COALESCE ( ?o , 1 )", "! ?o", "ex:f ( ?o )"),
    ]
)
OPERATOR = st.sampled_from(["<", ">", "<=", ">=", "=", "!=", "&&", "||", "+", "*", "/"])
# What follows “<” may be taken for the rest of an IRI, up to the next “>”.
ENDS_IRI = st.sampled_from(["'#>'", "'>'", '"a>"', "<http://a/#>", "?o && ?o > 1", "1 || ?o>1"])
EXPRESSION = st.one_of(
    st.builds("{} {} {}".format, OPERAND, OPERATOR, OPERAND),
    st.builds("{} < {}".format, OPERAND, ENDS_IRI),
)
PATTERN = st.one_of(
    st.builds("?s ?p ?o FILTER ( {} )".format, EXPRESSION),
    st.builds("?s ?p ?o . FILTER ( {} && EXISTS {{ ?s <http://a/p> ?o }} )".format, EXPRESSION),
    st.builds("?s :p ?o BIND ( {} AS ?n )".format, EXPRESSION),
    st.builds("{{ SELECT ( {} AS ?n ) {{ ?s ?p ?o }} }}".format, EXPRESSION),
    st.builds("{{ SELECT ( SUM ( {} ) AS ?n ) {{ ?s ?p ?o }} }}".format, EXPRESSION),
    st.builds("OPTIONAL {{ ?s ?p ?o FILTER ex:f ( {} ) }}".format, EXPRESSION),
    st.sampled_from(
        [
            "VALUES ?o { <http://a/#> '#>' 1 }",
            "VALUES ( ?s ?o ) { ( ex:s <http://a/it's> ) ( UNDEF '<' ) }",
            "?s ( :p | ^ ex:b ) * ?o .",
            "?s <http://a/p> [ ] ; :p ?o , '#>' .",
            "?s a ?c ; ex:b ( 1 <http://a/it's> ) .",
            "MINUS { ?s :p '<' # '\n }",
        ]
    ),
)
QUERY = st.builds(
    "SELECT * {{ {} }}".format, st.lists(PATTERN, min_size=1, max_size=3).map(" ".join)
)
GAP = st.sampled_from(["", "", "", " ", "\n", "#c'<\n"])


def evaluate(text: str) -> bytes | None:
    """Return the engine's answer or its error, ``None`` if it cannot read the text."""
    output = io.BytesIO()
    try:
        results = STORE.query(PROLOGUE + text)
        assert not isinstance(results, QueryTriples | QueryBoolean)
        results.serialize(output, format=QueryResultsFormat.TSV)
    except SyntaxError:
        return None
    except RuntimeError as error:
        return str(error).encode()
    return output.getvalue()


def join(words: list[str], gaps: list[str]) -> str:
    """Return the words with gaps between them, a space at least where two names would meet."""
    pieces = [words[0]]
    for (before, word), gap in zip(pairwise(words), gaps, strict=True):
        meet = (before[-1].isalnum() or before[-1] in "?$:") and (word[0].isalnum())
        pieces += [gap or " " * meet, word]
    return "".join(pieces)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(QUERY, st.data())
def test_a_text_is_cut_alike_with_and_without_space(spaced: str, data: st.DataObject) -> None:
    words = [token.text for token in tokenize(spaced)]
    count = len(words) - 1
    text = join(words, data.draw(st.lists(GAP, min_size=count, max_size=count)))
    answer = evaluate(text)
    same = answer is not None and answer == evaluate(spaced)
    event(f"the engine reads both alike: {same}")
    if same:
        assert [token.text for token in tokenize(text)] == words


def test_a_prefix_may_be_long() -> None:
    prefix = "a.é-" * 50 + "z"
    words = list(tokenize(f"PREFIX {prefix}: <http://a/> ASK {{ {prefix}:x a ?b }}"))
    assert [word.text for word in words if word.kind == "name"] == [f"{prefix}:", f"{prefix}:x"]


def test_letters_without_a_colon_are_read_once() -> None:
    for piece in ("a.", "é", "é.", "a-", "é1."):
        work = []
        for count in (2_000, 20_000):
            began = time.process_time()
            assert "".join(word.text for word in tokenize(piece * count)) == piece * count
            work.append(time.process_time() - began)
        # Ten times the text takes about ten times the work, not a hundred times.
        assert work[1] < 40 * max(work[0], 0.005)
