"""Who answers for the data, and whom to write to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from terril.model.languages import translations
from terril.representations.catalogue.nodes import Node, texts

if TYPE_CHECKING:
    from terril.representations.catalogue.source import Catalogue

LOCAL_AUTHORITY = "http://purl.org/adms/publishertype/LocalAuthority"


@dataclass(frozen=True, slots=True)
class Contact:
    """A name, a page where people find how to write, and an address or ``""``."""

    name: str
    url: str
    email: str = ""


def agent(catalogue: Catalogue) -> Node:
    """The publisher."""
    kind = Node(NamedNode(LOCAL_AUTHORITY)).types("skos:Concept")
    scheme = Node(NamedNode("http://purl.org/adms/publishertype/1.0")).types("skos:ConceptScheme")
    scheme.has(
        "dct:title", *texts(translations("Kinds of publishers (ADMS)"), catalogue.languages)
    )
    kind.lead("skos:inScheme", scheme)
    kind.has("skos:prefLabel", Literal("Collectivité locale", language="fr"))
    kind.has("skos:prefLabel", Literal("Local authority", language="en"))
    me = Node(NamedNode(catalogue.publisher)).types("foaf:Agent", "foaf:Organization")
    me.has("foaf:name", *texts(catalogue.publisher_name, catalogue.languages))
    me.has("dct:identifier", Literal(catalogue.publisher))
    me.lead("foaf:homepage", Node(NamedNode(catalogue.contact.url)).types("foaf:Document"))
    if catalogue.contact.email:
        me.has("foaf:mbox", NamedNode(f"mailto:{catalogue.contact.email}"))
    return me.lead("dct:type", kind)


def contact_point(base: str, contact: Contact) -> Node:
    """Whom to write to; an IRI, since portals match nodes by it."""
    me = Node(NamedNode(f"{base}catalogue#contact")).types("vcard:Kind", "vcard:Organization")
    me.has("vcard:fn", Literal(contact.name)).has("vcard:hasURL", NamedNode(contact.url))
    me.has("vcard:hasUID", NamedNode(f"{base}catalogue#contact"))
    if contact.email:
        me.has("vcard:hasEmail", NamedNode(f"mailto:{contact.email}"))
    return me
