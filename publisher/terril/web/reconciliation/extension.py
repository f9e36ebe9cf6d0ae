"""Data extension: values of properties for the things that a table was matched to."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.model.vocabulary import XSD
from terril.web.reconciliation.common import (
    Json,
    identifier,
    iri_of,
    named,
    property_iri,
    reader,
)
from terril.web.reconciliation.values import values_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.web.opened import ServedRelease
    from terril.web.reconciliation.requests import Extension
    from terril.web.reconciliation.values import Term

# The schema of the API takes no other date; a day without a time stays a text.
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
WHOLE = f"{XSD}integer"
NUMBERS = (f"{XSD}decimal", f"{XSD}double", f"{XSD}float")


def extend(opened: ServedRelease, wanted: Extension) -> dict[str, Json]:
    """A row for each thing and a cell for each property (Reconciliation API 0.2, section 8.3).

    A thing that the release does not know has empty cells.
    """
    names = [one.id for one in wanted.properties]
    return {
        "meta": [{**named(opened, property_iri(name)), "id": name} for name in names],
        "rows": {one: {name: _cell(opened, one, name) for name in names} for one in wanted.ids},
    }


def _cell(opened: ServedRelease, thing: str, name: str) -> list[Json]:
    iri = iri_of(opened, thing)
    values = values_of(opened, iri, property_iri(name)) if iri else ()
    return [_value(opened, value) for value in _in_one_language(opened, values)]


def _in_one_language(opened: ServedRelease, values: Sequence[Term]) -> Sequence[Term]:
    """All values without a language, and those in the language that the reader would take."""
    tags = {value.language for value in values if isinstance(value, Literal) and value.language}
    taste = (*opened.pages.taste(reader(opened)), *sorted(tags))
    chosen = next((tag for tag in taste if tag in tags), None)
    return [
        value
        for value in values
        if not (isinstance(value, Literal) and value.language) or value.language == chosen
    ]


def _value(opened: ServedRelease, value: Term) -> dict[str, Json]:
    if isinstance(value, NamedNode):
        return _thing(opened, value.value)
    kind, text = value.datatype.value, value.value
    if kind == WHOLE:
        return {"int": int(text)}
    if kind in NUMBERS and math.isfinite(float(text)):
        return {"float": float(text)}
    return {"date": text} if TIME.fullmatch(text) else {"str": text}


def _thing(opened: ServedRelease, iri: str) -> dict[str, Json]:
    """A thing of the town as one that is matched, any other as its address."""
    if not opened.pages.name_of(iri):
        return {"str": iri}
    name = opened.pages.label(iri, reader(opened)).value
    return {"id": identifier(opened, iri), "name": name}
