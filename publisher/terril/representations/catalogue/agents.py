"""Describe the publisher of the data and the contact point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.model.languages import gettext_noop, translate_all
from terril.model.triples import Node, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.representations.catalogue.source import Catalogue, Contact

KINDS = "http://purl.org/adms/publishertype/"
KIND_NAMES: Mapping[str, str] = {
    "Academia-ScientificOrganisation": gettext_noop("Academia or scientific organization"),
    "Company": gettext_noop("Company"),
    "IndustryConsortium": gettext_noop("Industry consortium"),
    "LocalAuthority": gettext_noop("Local authority"),
    "NationalAuthority": gettext_noop("National authority"),
    "NonGovernmentalOrganisation": gettext_noop("Non-governmental organization"),
    "NonProfitOrganisation": gettext_noop("Non-profit organization"),
    "RegionalAuthority": gettext_noop("Regional authority"),
    "StandardisationBody": gettext_noop("Standardization body"),
    "SupraNationalAuthority": gettext_noop("Supra-national authority"),
}


def build_publisher(catalogue: Catalogue) -> Node:
    """Return the publisher as an organization."""
    node = Node(catalogue.publisher).add_type("foaf:Agent", "foaf:Organization")
    node.add("foaf:name", *texts(catalogue.publisher_name, catalogue.languages))
    node.add("dct:identifier", catalogue.publisher)
    node.add_node("foaf:homepage", Node(catalogue.contact.url).add_type("foaf:Document"))
    if catalogue.contact.email:
        node.add_iri("foaf:mbox", f"mailto:{catalogue.contact.email}")
    if catalogue.publisher_kind:
        node.add_node("dct:type", _build_kind(catalogue))
    return node


def _build_kind(catalogue: Catalogue) -> Node:
    """Return the kind of the publisher (ADMS, publisher type vocabulary)."""
    kind = Node(f"{KINDS}{catalogue.publisher_kind}").add_type("skos:Concept")
    scheme = Node(f"{KINDS}1.0").add_type("skos:ConceptScheme")
    scheme.add(
        "dct:title", *texts(translate_all("Kinds of publishers (ADMS)"), catalogue.languages)
    )
    kind.add_node("skos:inScheme", scheme)
    names = translate_all(KIND_NAMES[catalogue.publisher_kind])
    return kind.add("skos:prefLabel", *texts(names, catalogue.languages))


def build_contact_point(base: str, contact: Contact) -> Node:
    """Return the contact point; it has an IRI, since portals match nodes by it."""
    node = Node(f"{base}catalogue#contact").add_type("vcard:Kind", "vcard:Organization")
    node.add("vcard:fn", contact.name).add_iri("vcard:hasURL", contact.url)
    node.add_iri("vcard:hasUID", f"{base}catalogue#contact")
    if contact.email:
        node.add_iri("vcard:hasEmail", f"mailto:{contact.email}")
    return node
