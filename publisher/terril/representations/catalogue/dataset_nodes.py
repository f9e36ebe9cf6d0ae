"""One dataset of a catalogue, and what a catalogue and its datasets say alike.

Source: DCAT-AP 3.0.1 (SEMIC).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from terril.model.languages import translations
from terril.model.vocabulary import TERRIL, TYPE
from terril.representations.catalogue.agents import agent, contact_point
from terril.representations.catalogue.annotations import about
from terril.representations.catalogue.distributions import (
    FILE_TYPES,
    distribution,
    sparql_distribution,
    stream_distribution,
)
from terril.representations.catalogue.high_value import mark_high_value
from terril.representations.catalogue.languages import authority_languages
from terril.representations.catalogue.nodes import Node, authority, term, texts, when
from terril.store.datasets import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from terril.representations.catalogue.source import Catalogue
    from terril.store.datasets import Dataset

PROFILE = f"{TERRIL}profile"
OF_THE_CATALOGUE = frozenset(map(term, ("dct:title", "dct:description"))) | {TYPE}


def dataset_node(catalogue: Catalogue, dataset: Dataset) -> Node:
    """A dataset and all that is said of it."""
    iri = catalogue.dataset_iri(dataset.name)
    me = Node(NamedNode(iri)).types("dcat:Dataset")
    dates = catalogue.dates[dataset.name]
    if dataset.type:
        me.lead("dct:type", Node(NamedNode(dataset.type)).types("skos:Concept"))
    descriptions = _descriptions(dataset)
    me.has("dct:identifier", Literal(iri))
    me.has("dct:title", *texts(catalogue.title(dataset), catalogue.languages))
    me.has("dct:description", *texts(descriptions, catalogue.languages))
    common(me, catalogue, dataset)
    me.lead("dcat:contactPoint", contact_point(catalogue.base, catalogue.contact))
    me.lead("dct:accessRights", authority("access-right/PUBLIC", "dct:RightsStatement"))
    if dataset.things:
        me.lead("dct:conformsTo", _profile(catalogue))
        me.lead("dct:provenance", _provenance(catalogue))
    me.has("dct:issued", when(dates.issued)).has("dct:modified", when(dates.modified))
    me.has("dcat:version", Literal(dates.release))
    me.lead("dcat:landingPage", Node(NamedNode(f"{iri}.html")).types("foaf:Document"))
    me.triples += unless_annotated(_said(catalogue, NamedNode(iri)), me)
    # Portals that do not know of categories know them as themes.
    me.has("dcat:theme", *mark_high_value(me, catalogue, [dataset.name]))
    return me.lead("dcat:distribution", *_ways(catalogue, dataset))


def unless_annotated(said: Iterable[Triple], me: Node) -> list[Triple]:
    """What is said beyond the computed; a person's title and text stand before computed ones.

    A computed value of the same property gives way, except for those that may be several.
    """
    rows = list(said)
    own = {t.predicate for t in rows if t.subject == me.me}
    me.triples[:] = [
        t for t in me.triples if not (t.subject == me.me and t.predicate in own - {TYPE})
    ]
    return rows


def common(me: Node, catalogue: Catalogue, dataset: Dataset | None = None) -> None:
    """What a catalogue and a dataset say alike."""
    me.lead("dct:publisher", agent(catalogue))
    me.lead("dct:license", _licence(catalogue, dataset))
    me.lead("dct:language", *authority_languages(catalogue.languages))


def _said(catalogue: Catalogue, me: NamedNode) -> list[Triple]:
    """What a person says of a dataset.

    What is said of the catalogue as a whole holds for each dataset that says nothing else.
    """
    said = about(catalogue.said, me.value)
    own = {triple.predicate for triple in said}
    for triple in about(catalogue.said, catalogue.iri):
        if triple.subject != NamedNode(catalogue.iri):
            said.append(triple)
        elif triple.predicate not in OF_THE_CATALOGUE | own:
            said.append(Triple(me, triple.predicate, triple.object))
    return said


def _ways(catalogue: Catalogue, dataset: Dataset) -> Iterator[Node]:
    """The files of a dataset, then what else leads to it."""
    for file in dataset.files:
        facts = catalogue.files.get(file.name)
        # The plain name is a table in the first language already.
        if facts and file.extension in FILE_TYPES and file.language != catalogue.languages[0]:
            yield distribution(catalogue, dataset, file, facts)
    if dataset.things:
        yield sparql_distribution(catalogue, dataset)
    if dataset.name == WHOLE:
        yield stream_distribution(catalogue, dataset)


def _descriptions(dataset: Dataset) -> dict[str, str]:
    """What a dataset is and in which forms there is it, in each language."""
    rest = translations(
        "Explained term by term on pages of its own, and as linked data for programs."
    )
    if dataset.things:
        rest = translations(
            "{count} things, as linked data and as tables in several formats, checked before each "
            "release.",
            count=len(dataset.things),
        )
    texts_ = dataset.descriptions.items()
    return {tag: f"{text} {rest.get(tag, '')}".strip() for tag, text in texts_}


def _profile(catalogue: Catalogue) -> Node:
    """What the data follows."""
    me = Node(NamedNode(PROFILE)).types("dct:Standard")
    return me.has("dct:title", *texts(translations("Town profile"), catalogue.languages))


def _provenance(catalogue: Catalogue) -> Node:
    """Where the data comes from; portals take the first label, in whichever language it is."""
    me = Node(NamedNode(f"{catalogue.iri}#provenance")).types("dct:ProvenanceStatement")
    told = translations(
        "Made from the files that the town keeps, and checked against the shapes of its model "
        "before each release."
    )
    return me.has("rdfs:label", *texts(told, catalogue.languages))


def _licence(catalogue: Catalogue, dataset: Dataset | None) -> Node:
    """The licence, with the name that the settings give to the town's own."""
    own = dataset.licence if dataset else ""
    licence = Node(NamedNode(own or catalogue.licence)).types("dct:LicenseDocument")
    kind = Node(NamedNode("http://purl.org/adms/licencetype/Attribution")).types("skos:Concept")
    scheme = Node(NamedNode("http://purl.org/adms/licencetype/1.0")).types("skos:ConceptScheme")
    titles = translations("Kinds of licences (ADMS)")
    scheme.has("dct:title", *texts(titles, catalogue.languages))
    kind.lead("skos:inScheme", scheme)
    names = translations("Attribution")
    licence.lead("dct:type", kind.has("skos:prefLabel", *texts(names, catalogue.languages)))
    if own:
        return licence
    return licence.has("skos:prefLabel", *texts(catalogue.licence_name, catalogue.languages))
