"""Extend tables: values of properties for the things that a table was matched to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.model.languages import select_tags
from terril.model.vocabulary import INTEGER_DATATYPES
from terril.representations.rdf.json_numbers import convert_number
from terril.web.reconciliation.entities import Entities, Json, expand_property
from terril.web.reconciliation.values import get_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.web.reconciliation.requests import Extension
    from terril.web.reconciliation.values import Term

# The schema of the API allows no other date; a day without a time stays a text.
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")


def extend(entities: Entities, wanted: Extension) -> dict[str, Json]:
    """Return a row for each thing, a cell for each property (Reconciliation API 0.2, 8.3).

    An unknown thing has empty cells.
    """
    names = [one.id for one in wanted.properties]
    return {
        "meta": [
            {**entities.describe_property(expand_property(name)), "id": name} for name in names
        ],
        "rows": {one: {name: _fill(entities, one, name) for name in names} for one in wanted.ids},
    }


def _fill(entities: Entities, thing: str, name: str) -> list[Json]:
    iri = entities.find(thing)
    values = get_values(entities.store, iri, expand_property(name)) if iri else ()
    return [_write(entities, value) for value in _choose_language(entities, values)]


def _choose_language(entities: Entities, values: Sequence[Term]) -> Sequence[Term]:
    """Return the values without a language, and those in the best one for the client."""
    tags = sorted({v.language for v in values if isinstance(v, Literal) and v.language})
    chosen = select_tags(tags, (*entities.pages.get_languages(entities.audience), *tags))
    return [
        value
        for value in values
        if not (isinstance(value, Literal) and value.language) or value.language in chosen
    ]


def _write(entities: Entities, value: Term) -> dict[str, Json]:
    if isinstance(value, NamedNode):
        # Only things of the town can be matched; any other IRI is a text.
        if not entities.pages.name_of(value.value):
            return {"str": value.value}
        return {"id": entities.get_id(value.value), "name": entities.get_name(value.value)}
    kind, text = value.datatype.value, value.value
    if number := convert_number(text, kind):
        return {"int" if kind in INTEGER_DATATYPES else "float": number}
    return {"date": text} if TIME.fullmatch(text) else {"str": text}
