"""One dataset of a catalogue, and what a catalogue and its datasets say alike.

Source: DCAT-AP 3.0.1 (SEMIC).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from terril.model.languages import translations
from terril.model.triples import Node, term, texts
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
from terril.representations.catalogue.nodes import authority, timestamp
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
    me = Node(iri).add_type("dcat:Dataset")
    dates = catalogue.dates[dataset.name]
    if dataset.type:
        me.add_node("dct:type", Node(dataset.type).add_type("skos:Concept"))
    descriptions = _descriptions(dataset)
    me.add("dct:identifier", iri)
    me.add("dct:title", *texts(catalogue.title(dataset), catalogue.languages))
    me.add("dct:description", *texts(descriptions, catalogue.languages))
    common(me, catalogue, dataset)
    me.add_node("dcat:contactPoint", contact_point(catalogue.base, catalogue.contact))
    me.add_node("dct:accessRights", authority("access-right/PUBLIC", "dct:RightsStatement"))
    if dataset.things:
        me.add_node("dct:conformsTo", _profile(catalogue))
        me.add_node("dct:provenance", _provenance(catalogue))
    me.add("dct:issued", timestamp(dates.issued)).add("dct:modified", timestamp(dates.modified))
    me.add("dcat:version", dates.release)
    me.add_node("dcat:landingPage", Node(f"{iri}.html").add_type("foaf:Document"))
    me.triples += unless_annotated(_said(catalogue, NamedNode(iri)), me)
    # Portals that do not know of categories know them as themes.
    me.add("dcat:theme", *mark_high_value(me, catalogue, [dataset.name]))
    return me.add_node("dcat:distribution", *_ways(catalogue, dataset))


def unless_annotated(said: Iterable[Triple], me: Node) -> list[Triple]:
    """What is said beyond the computed; a person's title and text stand before computed ones.

    A computed value of the same property gives way, except for those that may be several.
    """
    rows = list(said)
    own = {t.predicate for t in rows if t.subject == me.subject}
    me.triples[:] = [
        t for t in me.triples if not (t.subject == me.subject and t.predicate in own - {TYPE})
    ]
    return rows


def common(me: Node, catalogue: Catalogue, dataset: Dataset | None = None) -> None:
    """What a catalogue and a dataset say alike."""
    me.add_node("dct:publisher", agent(catalogue))
    me.add_node("dct:license", _licence(catalogue, dataset))
    me.add_node("dct:language", *authority_languages(catalogue.languages))


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
    me = Node(PROFILE).add_type("dct:Standard")
    return me.add("dct:title", *texts(translations("Town profile"), catalogue.languages))


def _provenance(catalogue: Catalogue) -> Node:
    """Where the data comes from; portals take the first label, in whichever language it is."""
    me = Node(f"{catalogue.iri}#provenance").add_type("dct:ProvenanceStatement")
    told = translations(
        "Made from the files that the town keeps, and checked against the shapes of its model "
        "before each release."
    )
    return me.add("rdfs:label", *texts(told, catalogue.languages))


def _licence(catalogue: Catalogue, dataset: Dataset | None) -> Node:
    """The licence, with the name that the settings give to the town's own."""
    own = dataset.licence if dataset else ""
    licence = Node(own or catalogue.licence).add_type("dct:LicenseDocument")
    kind = Node("http://purl.org/adms/licencetype/Attribution").add_type("skos:Concept")
    scheme = Node("http://purl.org/adms/licencetype/1.0").add_type("skos:ConceptScheme")
    titles = translations("Kinds of licences (ADMS)")
    scheme.add("dct:title", *texts(titles, catalogue.languages))
    kind.add_node("skos:inScheme", scheme)
    names = translations("Attribution")
    licence.add_node("dct:type", kind.add("skos:prefLabel", *texts(names, catalogue.languages)))
    if own:
        return licence
    return licence.add("skos:prefLabel", *texts(catalogue.licence_name, catalogue.languages))
