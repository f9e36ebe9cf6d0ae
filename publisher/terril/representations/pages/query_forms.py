"""Build the forms of stored queries, and group stored queries by dataset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.languages import choose_text, gettext
from terril.store.datasets import WHOLE
from terril.store.stored_queries import VALUE_HINTS, Parameter, ParameterType, strip_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from terril.representations.pages import Audience, Pages
    from terril.store.datasets import Dataset
    from terril.store.stored_queries import StoredQuery

INPUTS: Mapping[ParameterType, str] = {
    ParameterType.INTEGER: "number",
    ParameterType.DECIMAL: "number",
    ParameterType.DATE: "date",
}


@dataclass(frozen=True, slots=True)
class FormField:
    """One parameter in a form.

    Attributes:
        name: of the parameter.
        label: of the parameter in the audience's language, else its name.
        input: the ``type`` of the HTML field; ``""`` for a choice between yes and no.
        step: between two numbers; ``""`` for other values than numbers.
        value: the default.
        hint: an example of a value.
        required: whether the query cannot run without a value.
        iri: whether the value is an IRI, which a script can offer by name.
    """

    name: str
    label: str
    input: str
    step: str
    value: str
    hint: str
    required: bool
    iri: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A stored query with its form.

    Attributes:
        name: last part of its address.
        titles: by language tag.
        descriptions: by language tag.
        about: kinds of things, the main one first.
        text: of the query, without its header.
        fields: of the form, in the order of the parameters.
    """

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    about: Sequence[str]
    text: str
    fields: Sequence[FormField]


def list_examples(
    queries: Mapping[str, StoredQuery], pages: Pages, audience: Audience
) -> list[Example]:
    """Return all stored queries, sorted by their title in the audience's language."""
    languages = pages.get_languages(audience)

    def get_title(query: StoredQuery) -> str:
        title = choose_text(query.titles, languages)
        return title[0].casefold() if title else query.name

    return [
        build_example(query, pages, audience) for query in sorted(queries.values(), key=get_title)
    ]


def group_examples(
    examples: Iterable[Example], datasets: Sequence[Dataset]
) -> list[tuple[Dataset, list[Example]]]:
    """Return the examples under the dataset of the kind that each is mainly about.

    An example about no kind, or about a kind without a dataset, is put to the whole.
    """
    groups: dict[str, list[Example]] = {}
    for example in examples:
        groups.setdefault(_find_dataset(example, datasets), []).append(example)
    rows = [(dataset, groups.get(dataset.name, [])) for dataset in datasets]
    # The whole comes last here: its questions are about names, sources and gaps.
    return sorted((row for row in rows if row[1]), key=lambda row: row[0].name == WHOLE)


def select_examples(
    examples: Iterable[Example], dataset: Dataset, datasets: Sequence[Dataset]
) -> list[Example]:
    """Return the examples about the things of a dataset, those mainly about them first.

    For the whole, return those about no kind of thing that has a dataset of its own.
    """
    if dataset.name == WHOLE:
        return [one for one in examples if _find_dataset(one, datasets) == WHOLE]
    related = (one for one in examples if set(one.about) & set(dataset.kinds))
    return sorted(related, key=lambda one: one.about[0] not in dataset.kinds)


def _find_dataset(example: Example, datasets: Iterable[Dataset]) -> str:
    """Return the name of the dataset that an example is mainly about."""
    narrow = (one for one in datasets if one.name != WHOLE)
    main = set(example.about[:1])
    return next((one.name for one in narrow if main & set(one.kinds)), WHOLE)


def build_example(query: StoredQuery, pages: Pages, audience: Audience) -> Example:
    """Return a stored query with its form in the audience's language."""
    languages = pages.get_languages(audience)
    return Example(
        query.name,
        query.titles,
        query.descriptions,
        query.about,
        strip_header(query.text),
        [_build_field(parameter, audience, languages) for parameter in query.parameters],
    )


def _build_field(
    parameter: Parameter, audience: Audience, languages: tuple[str, ...]
) -> FormField:
    label = choose_text(parameter.labels, languages)
    kind = parameter.type
    default = parameter.default or ""
    steps = {ParameterType.INTEGER: "1", ParameterType.DECIMAL: "any"}
    return FormField(
        name=parameter.name,
        label=label[0] if label else parameter.name,
        input="" if kind is ParameterType.BOOLEAN else INPUTS.get(kind, "text"),
        step=steps.get(kind, ""),
        value=default,
        hint=gettext(VALUE_HINTS[kind], audience.language),
        required=not parameter.optional and not default,
        iri=kind is ParameterType.IRI,
    )
