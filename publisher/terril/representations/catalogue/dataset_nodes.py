"""Describe a dataset of a catalogue, and the properties that catalogue and datasets share.

Source: DCAT-AP 3.0.1 (SEMIC).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from terril.model.languages import select_tags, translate_all
from terril.model.triples import Node, term, texts
from terril.model.vocabulary import TERRIL, TYPE
from terril.representations.catalogue.agents import build_contact_point, build_publisher
from terril.representations.catalogue.annotations import collect_statements
from terril.representations.catalogue.distributions import (
    FILE_TYPES,
    build_file_distribution,
    build_sparql_distribution,
    build_stream_distribution,
)
from terril.representations.catalogue.high_value import mark_high_value
from terril.representations.catalogue.nodes import (
    build_authority_term,
    build_languages,
    build_timestamp,
)
from terril.store.datasets import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from terril.representations.catalogue.source import Catalogue
    from terril.store.datasets import Dataset

PROFILE = f"{TERRIL}profile"
NOT_INHERITED = frozenset(map(term, ("dct:title", "dct:description"))) | {TYPE}


def build_dataset(catalogue: Catalogue, dataset: Dataset) -> Node:
    """Return a dataset with all its properties and distributions."""
    iri = catalogue.get_dataset_iri(dataset.name)
    node = Node(iri).add_type("dcat:Dataset")
    dates = catalogue.dates[dataset.name]
    if dataset.type:
        node.add_node("dct:type", Node(dataset.type).add_type("skos:Concept"))
    descriptions = catalogue.append_notice(_describe(dataset))
    node.add("dct:identifier", iri)
    node.add("dct:title", *texts(catalogue.get_title(dataset), catalogue.languages))
    node.add("dct:description", *texts(descriptions, catalogue.languages))
    add_common(node, catalogue, dataset)
    node.add_node("dcat:contactPoint", build_contact_point(catalogue.base, catalogue.contact))
    node.add_node(
        "dct:accessRights", build_authority_term("access-right/PUBLIC", "dct:RightsStatement")
    )
    if dataset.things:
        node.add_node("dct:conformsTo", _build_profile(catalogue))
        node.add_node("dct:provenance", _build_provenance(catalogue))
    node.add("dct:issued", build_timestamp(dates.issued)).add(
        "dct:modified", build_timestamp(dates.modified)
    )
    node.add("dcat:version", dates.release)
    node.add_node("dcat:landingPage", Node(f"{iri}.html").add_type("foaf:Document"))
    add_annotations(node, _collect_annotations(catalogue, NamedNode(iri)))
    # Portals that ignore high-value categories read them as themes.
    node.add("dcat:theme", *mark_high_value(node, catalogue, [dataset.name]))
    return node.add_node("dcat:distribution", *_build_distributions(catalogue, dataset))


def add_annotations(node: Node, annotations: Iterable[Triple]) -> None:
    """Add a person's statements; they replace computed values of the same property.

    Classes are kept. The person's title and description come before other computed values.
    """
    rows = list(annotations)
    own = {t.predicate for t in rows if t.subject == node.subject}
    node.triples[:] = [
        t for t in node.triples if not (t.subject == node.subject and t.predicate in own - {TYPE})
    ]
    node.triples += rows


def add_common(node: Node, catalogue: Catalogue, dataset: Dataset | None = None) -> None:
    """Add the properties that a catalogue and a dataset share."""
    node.add_node("dct:publisher", build_publisher(catalogue))
    node.add_node("dct:license", _build_licence(catalogue, dataset))
    node.add_node("dct:language", *build_languages(catalogue.languages))


def _collect_annotations(catalogue: Catalogue, node: NamedNode) -> list[Triple]:
    """Return the annotations of a dataset.

    It inherits the properties of the catalogue's annotations that it does not have itself.
    """
    annotations = collect_statements(catalogue.annotations, node.value)
    own = {triple.predicate for triple in annotations}
    for triple in collect_statements(catalogue.annotations, catalogue.iri):
        if triple.subject != NamedNode(catalogue.iri):
            annotations.append(triple)
        elif triple.predicate not in NOT_INHERITED | own:
            annotations.append(Triple(node, triple.predicate, triple.object))
    return annotations


def _build_distributions(catalogue: Catalogue, dataset: Dataset) -> Iterator[Node]:
    """Yield the distributions of a dataset: files, then SPARQL endpoint and event stream."""
    for file in dataset.files:
        facts = catalogue.files.get(file.name)
        # The name without a language is the table in the first language already.
        if facts and file.extension in FILE_TYPES and file.language != catalogue.languages[0]:
            yield build_file_distribution(catalogue, dataset, file, facts)
    if dataset.things:
        yield build_sparql_distribution(catalogue, dataset)
    if dataset.name == WHOLE:
        yield build_stream_distribution(catalogue, dataset)


def _describe(dataset: Dataset) -> dict[str, str]:
    """Return the description of a dataset and its forms, by language."""
    rest = translate_all(
        "Explained term by term on pages of its own, and as linked data for programs."
    )
    if dataset.things:
        rest = translate_all(
            "{count} things, as linked data and as tables in several formats, checked before each "
            "release.",
            count=len(dataset.things),
        )
    found = {}
    for tag, text in dataset.descriptions.items():
        same = (rest[one] for one in select_tags(rest, (tag,)))
        found[tag] = f"{text} {next(same, '')}".strip()
    return found


def _build_profile(catalogue: Catalogue) -> Node:
    """Return the profile that the data conforms to."""
    node = Node(PROFILE).add_type("dct:Standard")
    return node.add("dct:title", *texts(translate_all("Town profile"), catalogue.languages))


def _build_provenance(catalogue: Catalogue) -> Node:
    """Return the provenance; portals show the first label, whatever its language."""
    node = Node(f"{catalogue.iri}#provenance").add_type("dct:ProvenanceStatement")
    labels = translate_all(
        "Made from the files that the publisher keeps, and checked against the shapes of its "
        "model before each release."
    )
    return node.add("rdfs:label", *texts(labels, catalogue.languages))


def _build_licence(catalogue: Catalogue, dataset: Dataset | None) -> Node:
    """Return the licence of a dataset, or the town's with the name from the settings."""
    own = dataset.licence if dataset else ""
    licence = Node(own or catalogue.licence).add_type("dct:LicenseDocument")
    kind = Node("http://purl.org/adms/licencetype/Attribution").add_type("skos:Concept")
    scheme = Node("http://purl.org/adms/licencetype/1.0").add_type("skos:ConceptScheme")
    titles = translate_all("Kinds of licences (ADMS)")
    scheme.add("dct:title", *texts(titles, catalogue.languages))
    kind.add_node("skos:inScheme", scheme)
    names = translate_all("Attribution")
    licence.add_node("dct:type", kind.add("skos:prefLabel", *texts(names, catalogue.languages)))
    if own:
        return licence
    return licence.add("skos:prefLabel", *texts(catalogue.licence_name, catalogue.languages))
