"""Describe the publisher of the data and the contact point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from terril.model.languages import translate_all
from terril.model.triples import Node, texts

if TYPE_CHECKING:
    from terril.representations.catalogue.source import Catalogue, Contact

LOCAL_AUTHORITY = "http://purl.org/adms/publishertype/LocalAuthority"


def build_publisher(catalogue: Catalogue) -> Node:
    """Return the publisher as an organization."""
    kind = Node(LOCAL_AUTHORITY).add_type("skos:Concept")
    scheme = Node("http://purl.org/adms/publishertype/1.0").add_type("skos:ConceptScheme")
    scheme.add(
        "dct:title", *texts(translate_all("Kinds of publishers (ADMS)"), catalogue.languages)
    )
    kind.add_node("skos:inScheme", scheme)
    kind.add("skos:prefLabel", Literal("Collectivité locale", language="fr"))
    kind.add("skos:prefLabel", Literal("Local authority", language="en"))
    node = Node(catalogue.publisher).add_type("foaf:Agent", "foaf:Organization")
    node.add("foaf:name", *texts(catalogue.publisher_name, catalogue.languages))
    node.add("dct:identifier", catalogue.publisher)
    node.add_node("foaf:homepage", Node(catalogue.contact.url).add_type("foaf:Document"))
    if catalogue.contact.email:
        node.add_iri("foaf:mbox", f"mailto:{catalogue.contact.email}")
    return node.add_node("dct:type", kind)


def build_contact_point(base: str, contact: Contact) -> Node:
    """Return the contact point; it has an IRI, since portals match nodes by it."""
    node = Node(f"{base}catalogue#contact").add_type("vcard:Kind", "vcard:Organization")
    node.add("vcard:fn", contact.name).add_iri("vcard:hasURL", contact.url)
    node.add_iri("vcard:hasUID", f"{base}catalogue#contact")
    if contact.email:
        node.add_iri("vcard:hasEmail", f"mailto:{contact.email}")
    return node
