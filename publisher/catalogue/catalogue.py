"""A town's catalogue: its datasets, what they are published as, and the services on them.

Source: DCAT-AP 3.0.1 (SEMIC), readable by portals of 2.1; Hydra Core Vocabulary for paging.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from publisher.catalogue.agents import agent, contact_point
from publisher.catalogue.distributions import (
    FILE_TYPES,
    distribution,
    sparql_distribution,
)
from publisher.catalogue.high_value import mark_high_value
from publisher.catalogue.said import about
from publisher.catalogue.services import questions_service, sparql_service
from publisher.catalogue.source import PAGE_SIZE, Catalogue
from publisher.catalogue.statements import (
    EU,
    Node,
    authority,
    eu_terms,
    number,
    term,
    texts,
    when,
)
from publisher.languages import available, mark, say, say_all
from publisher.model.vocabulary import TERRIL, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publisher.store.datasets import Dataset

DATA_THEME = f"{EU}data-theme"
PROFILE = f"{TERRIL}profile"
# The tables name languages by three letters (ISO 639-2/T), tags by two.
LANGUAGES = {
    "bg": "BUL", "br": "BRE", "ca": "CAT", "co": "COS", "cs": "CES", "da": "DAN", "de": "DEU",
    "el": "ELL", "en": "ENG", "es": "SPA", "et": "EST", "eu": "EUS", "fi": "FIN", "fr": "FRA",
    "ga": "GLE", "hr": "HRV", "hu": "HUN", "it": "ITA", "lb": "LTZ", "lt": "LIT", "lv": "LAV",
    "mt": "MLT", "nl": "NLD", "oc": "OCI", "pl": "POL", "pt": "POR", "ro": "RON", "sk": "SLK",
    "sl": "SLV", "sv": "SWE",
}  # fmt: skip


def describe_catalogue(catalogue: Catalogue, page: int, suffix: str) -> list[Triple]:
    """One page of the catalogue, with everything that it mentions.

    Args:
        catalogue: what there is.
        page: counted from 1, at most ``catalogue.pages``.
        suffix: of the addresses of all pages, such as ``.ttl``: readers keep to one format.
    """
    me = Node(NamedNode(catalogue.iri)).types("dcat:Catalog", "hydra:Collection")
    shown = catalogue.datasets[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    titles = _with_town(catalogue, mark("Open data of {town}"))
    descriptions = _with_town(
        catalogue,
        mark(
            "The datasets of {town}: its themes, organizations and places, checked, published as "
            "linked open data and as tables, and kept release by release."
        ),
    )
    said = about(catalogue.said, catalogue.iri)
    me.has("dct:title", *texts(titles, catalogue.languages))
    me.has("dct:description", *texts(descriptions, catalogue.languages))
    _common(me, catalogue)
    me.lead("foaf:homepage", Node(NamedNode(catalogue.base)).types("foaf:Document"))
    me.has("dct:issued", when(min(place.issued for place in catalogue.dates.values())))
    me.has("dct:modified", when(catalogue.last_change()))
    taxonomy = Node(NamedNode(DATA_THEME)).types("skos:ConceptScheme")
    names = say_all("Data themes of the European Union")
    me.lead("dcat:themeTaxonomy", taxonomy.has("dct:title", *texts(names, catalogue.languages)))
    if page == 1:
        me.lead("dcat:service", sparql_service(catalogue), questions_service(catalogue))
    me.triples += _unless_said(said, me)
    for dataset in shown:
        iri = NamedNode(catalogue.dataset_iri(dataset.name))
        me.has("dcat:dataset", iri)
        me.triples += _dataset(catalogue, dataset).triples
    _paging(me, catalogue, page, suffix)
    return _explained(me.triples)


def describe_dataset(catalogue: Catalogue, dataset: Dataset) -> list[Triple]:
    """One dataset, with everything that it mentions."""
    return _explained(_dataset(catalogue, dataset).triples)


def _dataset(catalogue: Catalogue, dataset: Dataset) -> Node:
    iri = catalogue.dataset_iri(dataset.name)
    me = Node(NamedNode(iri)).types("dcat:Dataset")
    dates = catalogue.dates[dataset.name]
    if dataset.type:
        me.lead("dct:type", Node(NamedNode(dataset.type)).types("skos:Concept"))
    descriptions = _descriptions(dataset)
    me.has("dct:identifier", Literal(iri))
    me.has("dct:title", *texts(catalogue.title(dataset), catalogue.languages))
    me.has("dct:description", *texts(descriptions, catalogue.languages))
    _common(me, catalogue, dataset)
    me.lead("dcat:contactPoint", contact_point(catalogue.base, catalogue.contact))
    me.lead("dct:accessRights", authority("access-right/PUBLIC", "dct:RightsStatement"))
    me.has("dct:issued", when(dates.issued)).has("dct:modified", when(dates.modified))
    me.has("dcat:version", Literal(catalogue.release))
    me.lead("dcat:landingPage", Node(NamedNode(f"{iri}.html")).types("foaf:Document"))
    # What is said of the catalogue as a whole holds for each dataset that says nothing else.
    said = about(catalogue.said, iri)
    own = {triple.predicate for triple in said}
    for triple in about(catalogue.said, catalogue.iri):
        if triple.subject != NamedNode(catalogue.iri):
            said.append(triple)
        elif triple.predicate not in OF_THE_CATALOGUE | own:
            said.append(Triple(me.me, triple.predicate, triple.object))
    me.triples += _unless_said(said, me)
    # Portals that do not know of categories know them as themes.
    me.has("dcat:theme", *mark_high_value(me, catalogue, [dataset.name]))
    for file in dataset.files:
        facts = catalogue.files.get(file.name)
        # The plain name is a table in the first language already.
        if facts and file.extension in FILE_TYPES and file.language != catalogue.languages[0]:
            me.lead("dcat:distribution", distribution(catalogue, dataset, file, facts))
    if dataset.things:
        me.lead("dcat:distribution", sparql_distribution(catalogue, dataset))
        me.lead("dct:conformsTo", _profile(catalogue))
    return me


def _descriptions(dataset: Dataset) -> dict[str, str]:
    """What a dataset is and in which forms there is it, in each language."""
    rest = say_all("Explained term by term on pages of its own, and as linked data for programs.")
    if dataset.things:
        rest = say_all(
            "{count} things, as linked data and as tables in several formats, checked before each "
            "release.",
            count=len(dataset.things),
        )
    texts_ = dataset.descriptions.items()
    return {tag: f"{text} {rest.get(tag, '')}".strip() for tag, text in texts_}


def _profile(catalogue: Catalogue) -> Node:
    """What the data follows."""
    me = Node(NamedNode(PROFILE)).types("dct:Standard")
    return me.has("dct:title", *texts(say_all("Town profile"), catalogue.languages))


OF_THE_CATALOGUE = frozenset(map(term, ("dct:title", "dct:description"))) | {TYPE}


def _unless_said(said: Iterable[Triple], me: Node) -> list[Triple]:
    """What is said beyond the computed; a person's title and text stand before computed ones.

    A computed value of the same property gives way, except for those that may be several.
    """
    rows = list(said)
    own = {t.predicate for t in rows if t.subject == me.me}
    me.triples[:] = [
        t for t in me.triples if not (t.subject == me.me and t.predicate in own - {TYPE})
    ]
    return rows


def _common(me: Node, catalogue: Catalogue, dataset: Dataset | None = None) -> None:
    """What a catalogue and a dataset say alike."""
    me.lead("dct:publisher", agent(catalogue))
    me.lead("dct:license", _licence(catalogue, dataset))
    codes = (LANGUAGES[tag[:2]] for tag in catalogue.languages if tag[:2] in LANGUAGES)
    for code in codes:
        me.lead("dct:language", authority(f"language/{code}", "dct:LinguisticSystem"))


def _licence(catalogue: Catalogue, dataset: Dataset | None) -> Node:
    """The licence, with the name that the settings give to the town's own."""
    own = dataset.licence if dataset else ""
    licence = Node(NamedNode(own or catalogue.licence)).types("dct:LicenseDocument")
    kind = Node(NamedNode("http://purl.org/adms/licencetype/Attribution")).types("skos:Concept")
    scheme = Node(NamedNode("http://purl.org/adms/licencetype/1.0")).types("skos:ConceptScheme")
    titles = say_all("Kinds of licences (ADMS)")
    scheme.has("dct:title", *texts(titles, catalogue.languages))
    kind.lead("skos:inScheme", scheme)
    names = say_all("Attribution")
    licence.lead("dct:type", kind.has("skos:prefLabel", *texts(names, catalogue.languages)))
    if own:
        return licence
    return licence.has("skos:prefLabel", *texts(catalogue.licence_name, catalogue.languages))


def _with_town(catalogue: Catalogue, sentence: str) -> dict[str, str]:
    """A sentence with the name of the town, in each language of the sentences."""
    first = next(iter(catalogue.town.values()))
    return {tag: say(sentence, tag, town=catalogue.town.get(tag, first)) for tag in available()}


def _paging(me: Node, catalogue: Catalogue, page: int, suffix: str) -> None:
    """One view of the collection.

    It has two types and two names for the next page, so that every reader pages right.
    """

    def at(number_: int) -> NamedNode:
        return NamedNode(f"{catalogue.iri}{suffix}?page={number_}")

    view = Node(at(page))
    view.types("hydra:PartialCollectionView", "hydra:PagedCollection")
    view.has("hydra:first", at(1))
    view.has("hydra:last", at(catalogue.pages))
    total = number(len(catalogue.datasets))
    count = Literal(total.value, datatype=term("xsd:integer"))
    view.has("hydra:totalItems", count)
    if page > 1:
        view.has("hydra:previous", at(page - 1))
    if page < catalogue.pages:
        following = at(page + 1)
        view.has("hydra:next", following).has("hydra:nextPage", following)
    me.has("hydra:totalItems", count).lead("hydra:view", view)


def _explained(triples: Iterable[Triple]) -> list[Triple]:
    """The statements once each, subject by subject, with the names of all European terms."""
    rows = list(triples)
    for triple in list(rows):
        if isinstance(triple.object, NamedNode):
            rows += eu_terms().get(triple.object.value, ())
    order = {str(subject): at for at, subject in enumerate(dict.fromkeys(t.subject for t in rows))}
    return sorted(dict.fromkeys(rows), key=lambda t: order[str(t.subject)])
