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
    service_audience,
)
from terril.web.reconciliation.values import values_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.town.served_release import ServedRelease
    from terril.web.reconciliation.requests import Extension
    from terril.web.reconciliation.values import Term

# The schema of the API takes no other date; a day without a time stays a text.
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
WHOLE = f"{XSD}integer"
NUMBERS = (f"{XSD}decimal", f"{XSD}double", f"{XSD}float")


def extend(served: ServedRelease, wanted: Extension) -> dict[str, Json]:
    """A row for each thing and a cell for each property (Reconciliation API 0.2, section 8.3).

    A thing that the release does not know has empty cells.
    """
    names = [one.id for one in wanted.properties]
    return {
        "meta": [{**named(served, property_iri(name)), "id": name} for name in names],
        "rows": {one: {name: _cell(served, one, name) for name in names} for one in wanted.ids},
    }


def _cell(served: ServedRelease, thing: str, name: str) -> list[Json]:
    iri = iri_of(served, thing)
    values = values_of(served, iri, property_iri(name)) if iri else ()
    return [_value(served, value) for value in _in_one_language(served, values)]


def _in_one_language(served: ServedRelease, values: Sequence[Term]) -> Sequence[Term]:
    """All values without a language, and those in the language that the reader would take."""
    tags = {value.language for value in values if isinstance(value, Literal) and value.language}
    taste = (*served.pages.get_languages(service_audience(served)), *sorted(tags))
    chosen = next((tag for tag in taste if tag in tags), None)
    return [
        value
        for value in values
        if not (isinstance(value, Literal) and value.language) or value.language == chosen
    ]


def _value(served: ServedRelease, value: Term) -> dict[str, Json]:
    if isinstance(value, NamedNode):
        return _thing(served, value.value)
    kind, text = value.datatype.value, value.value
    if kind == WHOLE:
        return {"int": int(text)}
    if kind in NUMBERS and math.isfinite(float(text)):
        return {"float": float(text)}
    return {"date": text} if TIME.fullmatch(text) else {"str": text}


def _thing(served: ServedRelease, iri: str) -> dict[str, Json]:
    """A thing of the town as one that is matched, any other as its address."""
    if not served.pages.name_of(iri):
        return {"str": iri}
    name = served.pages.label(iri, service_audience(served)).value
    return {"id": identifier(served, iri), "name": name}
