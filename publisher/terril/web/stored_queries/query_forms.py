"""The stored queries as the query page offers them: what each asks, and a form to ask it with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.languages import choose_text, gettext
from terril.store.datasets import WHOLE
from terril.store.stored_queries import VALUE_HINTS, Parameter, ParameterType, strip_header

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from terril.representations.pages import Audience
    from terril.store.datasets import Dataset
    from terril.store.stored_queries import StoredQuery
    from terril.web.opened import ServedRelease

INPUTS: Mapping[ParameterType, str] = {
    ParameterType.INTEGER: "number",
    ParameterType.DECIMAL: "number",
    ParameterType.DATE: "date",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter in a form.

    Attributes:
        name: of the parameter.
        label: what people call it, in the reader's language where it is known.
        input: the ``type`` of the HTML field; ``""`` for a choice between yes and no.
        step: between two numbers; ``""`` for anything but numbers.
        value: what stands there at first.
        hint: an example of what can be written.
        required: whether the question makes no sense without.
        iri: whether an IRI is wanted, which a script can offer by name.
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
    """A stored query with a form.

    Attributes:
        name: the last part of its address.
        titles: by language tag.
        descriptions: by language tag.
        about: kinds of things, the main one first.
        text: the query without its header.
        fields: of its form, in the order of the parameters.
    """

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    about: Sequence[str]
    text: str
    fields: Sequence[Field]


def examples(served: ServedRelease, audience: Audience) -> list[Example]:
    """All stored queries, by their title in the reader's language."""
    taste = served.pages.taste(audience)

    def title(query: StoredQuery) -> str:
        found = choose_text(query.titles, taste)
        return found[0].casefold() if found else query.name

    return [
        example_of(query, served, audience)
        for query in sorted(served.questions.values(), key=title)
    ]


def examples_by_dataset(
    served: ServedRelease, audience: Audience
) -> list[tuple[Dataset, list[Example]]]:
    """The stored queries under the dataset of the kind that each is mainly about.

    What is about no kind, or about one that no dataset is about, is asked of the whole.
    """
    found: dict[str, list[Example]] = {}
    for example in examples(served, audience):
        found.setdefault(_dataset_of(served, example), []).append(example)
    rows = [(one, found.get(one.name, [])) for one in served.datasets]
    # The whole comes last here: its questions are about names, sources and gaps.
    return sorted((row for row in rows if row[1]), key=lambda row: row[0].name == WHOLE)


def examples_on(served: ServedRelease, dataset: Dataset, audience: Audience) -> list[Example]:
    """The stored queries on the things of a dataset, those mainly on them first.

    On the whole, those on no kind of thing that has a dataset of its own.
    """
    rows = examples(served, audience)
    if dataset.name == WHOLE:
        return [one for one in rows if _dataset_of(served, one) == WHOLE]
    on_it = (one for one in rows if set(one.about) & set(dataset.kinds))
    return sorted(on_it, key=lambda one: one.about[0] not in dataset.kinds)


def _dataset_of(served: ServedRelease, example: Example) -> str:
    narrow = (one for one in served.datasets if one.name != WHOLE)
    main = example.about[:1]
    return next((one.name for one in narrow if set(main) & set(one.kinds)), WHOLE)


def example_of(query: StoredQuery, served: ServedRelease, audience: Audience) -> Example:
    """A stored query in the reader's words."""
    taste = served.pages.taste(audience)
    return Example(
        query.name,
        query.titles,
        query.descriptions,
        query.about,
        strip_header(query.text),
        [_field(parameter, audience, taste) for parameter in query.parameters],
    )


def _field(parameter: Parameter, audience: Audience, taste: tuple[str, ...]) -> Field:
    label = choose_text(parameter.labels, taste)
    kind = parameter.type
    default = parameter.default or ""
    steps = {ParameterType.INTEGER: "1", ParameterType.DECIMAL: "any"}
    return Field(
        name=parameter.name,
        label=label[0] if label else parameter.name,
        input="" if kind is ParameterType.BOOLEAN else INPUTS.get(kind, "text"),
        step=steps.get(kind, ""),
        value=default,
        hint=gettext(VALUE_HINTS[kind], audience.language),
        required=not parameter.optional and not default,
        iri=kind is ParameterType.IRI,
    )
