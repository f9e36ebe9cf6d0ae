"""Who answers for the data, and whom to write to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from terril.model.languages import translations
from terril.model.triples import Node, texts

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
    kind = Node(LOCAL_AUTHORITY).add_type("skos:Concept")
    scheme = Node("http://purl.org/adms/publishertype/1.0").add_type("skos:ConceptScheme")
    scheme.add(
        "dct:title", *texts(translations("Kinds of publishers (ADMS)"), catalogue.languages)
    )
    kind.add_node("skos:inScheme", scheme)
    kind.add("skos:prefLabel", Literal("Collectivité locale", language="fr"))
    kind.add("skos:prefLabel", Literal("Local authority", language="en"))
    me = Node(catalogue.publisher).add_type("foaf:Agent", "foaf:Organization")
    me.add("foaf:name", *texts(catalogue.publisher_name, catalogue.languages))
    me.add("dct:identifier", catalogue.publisher)
    me.add_node("foaf:homepage", Node(catalogue.contact.url).add_type("foaf:Document"))
    if catalogue.contact.email:
        me.add_iri("foaf:mbox", f"mailto:{catalogue.contact.email}")
    return me.add_node("dct:type", kind)


def contact_point(base: str, contact: Contact) -> Node:
    """Whom to write to; an IRI, since portals match nodes by it."""
    me = Node(f"{base}catalogue#contact").add_type("vcard:Kind", "vcard:Organization")
    me.add("vcard:fn", contact.name).add_iri("vcard:hasURL", contact.url)
    me.add_iri("vcard:hasUID", f"{base}catalogue#contact")
    if contact.email:
        me.add_iri("vcard:hasEmail", f"mailto:{contact.email}")
    return me
