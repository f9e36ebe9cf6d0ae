"""Towns with odd texts, for tests of every format: strategies, and the files that hold them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from terril.model.vocabulary import SCHEMA, SKOS, TYPE
from terril.model.xml_characters import find_unwritable
from tests.paths import TESTS

BASE = "https://data.town.example/"
DESCRIPTION, NAME = f"{SCHEMA}description", f"{SCHEMA}name"
NOT_IN_XML = "\0\x01\x08\x0b\x0c\x1b\ufffe\uffff"
SIGNS = "\r\n\t \x7f\x85\x92\u00a0\u200b\u2028\u2029\ufeff<>&'\";,=@|\\`{}]#_x-"
DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069אب"
PIECES = st.sampled_from(
    ("\r\n", "]]>", "<!--", "</script>", "{{", "_x000D_", "=1+1", "&#13;", "é", "😀", "e\u0301")
)
ANY_TEXT = st.lists(
    st.one_of(
        PIECES, st.sampled_from(SIGNS), st.sampled_from(DIRECTIONS), st.characters(codec="utf-8")
    ),
    min_size=1,
    max_size=8,
).map("".join)
LEGAL_TEXT = ANY_TEXT.filter(lambda text: find_unwritable(text) is None and text.strip() != "")


def place(number: int) -> str:
    """Return the IRI of a thing of such a town."""
    return f"{BASE}id/place/odd-{number}"


def write_town(folder: Path, texts: Mapping[str, str], more: str = "") -> Path:
    """Write a town with a place for each text, which is its description in French.

    Args:
        folder: of the town; does not exist yet.
        texts: by the IRI of the place.
        more: further statements, as N-Triples.
    """
    shutil.copytree(TESTS / "towns" / "two-things", folder)
    triples = [
        triple
        for iri, text in texts.items()
        for triple in (
            Triple(NamedNode(iri), TYPE, NamedNode(f"{SCHEMA}Place")),
            Triple(NamedNode(iri), NamedNode(NAME), Literal("Lieu", language="fr")),
            Triple(NamedNode(iri), NamedNode(f"{SKOS}prefLabel"), Literal("Lieu", language="fr")),
            Triple(NamedNode(iri), NamedNode(DESCRIPTION), Literal(text, language="fr")),
        )
    ]
    written = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    (folder / "data" / "source" / "odd.nt").write_bytes(written + more.encode())
    return folder
