"""Who answers for the data, and whom to write to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from publisher.catalogue.statements import Node, texts

if TYPE_CHECKING:
    from publisher.catalogue.catalogue import Catalogue

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
    kind.say("skos:prefLabel", Literal("Collectivité locale", language="fr"))
    kind.say("skos:prefLabel", Literal("Local authority", language="en"))
    me = Node(NamedNode(catalogue.publisher)).types("foaf:Agent", "foaf:Organization")
    me.say("foaf:name", *texts(catalogue.publisher_name, catalogue.languages))
    me.say("dct:identifier", Literal(catalogue.publisher))
    me.lead("foaf:homepage", Node(NamedNode(catalogue.contact.url)).types("foaf:Document"))
    if catalogue.contact.email:
        me.say("foaf:mbox", NamedNode(f"mailto:{catalogue.contact.email}"))
    return me.lead("dct:type", kind)


def contact_point(base: str, contact: Contact) -> Node:
    """Whom to write to; an IRI, since portals match nodes by it."""
    me = Node(NamedNode(f"{base}catalogue#contact")).types("vcard:Kind", "vcard:Organization")
    me.say("vcard:fn", Literal(contact.name)).say("vcard:hasURL", NamedNode(contact.url))
    me.say("vcard:hasUID", NamedNode(f"{base}catalogue#contact"))
    if contact.email:
        me.say("vcard:hasEmail", NamedNode(f"mailto:{contact.email}"))
    return me
