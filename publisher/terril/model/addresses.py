"""The IRI policy: the IRIs of things, documents and graphs, and their paths on the site.

Paths are relative to the root of the site, never absolute: the site works under any
host, port or prefix, and no IRI is ever rewritten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from terril.model.vocabulary import TERRIL

# The graph of inferred statements; no folder of a town may have this name.
DERIVED = "derived"
LINK_SCHEMES = ("https", "http", "mailto", "tel")
"""The schemes of the addresses that pages link to; others may run a script or open a file."""
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
KIND = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of the IRI of a thing: ``{base}id/{kind}/{slug}``."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one town.

    Attributes:
        base: absolute IRI that ends in a slash, such as ``https://data.town.example/``.
    """

    base: str

    def thing(self, kind: str, slug: str) -> str:
        """Return the IRI of a thing."""
        return f"{self.base}id/{kind}/{slug}"

    def document(self, kind: str, slug: str) -> str:
        """Return the IRI of the document about a thing."""
        return f"{self.base}doc/{kind}/{slug}"

    def graph(self, folder: str) -> str:
        """Return the IRI of the named graph of a folder of sources."""
        return self.thing("graph", folder)

    def name_of(self, iri: str) -> Name | None:
        """Return kind and slug of the IRI of a thing; ``None`` for any other IRI."""
        start = f"{self.base}id/"
        if not iri.startswith(start):
            return None
        kind, slash, slug = iri[len(start) :].partition("/")
        if not (slash and slug and KIND.fullmatch(kind)) or any(c in slug for c in "/?#"):
            return None
        return Name(kind, slug)

    def path_of(self, iri: str) -> str | None:
        """Return the path, below the root of this site, of the page about an IRI.

        A thing leads to its document, a term of the model to its definition, any other IRI of
        the base to its own path; ``None`` for IRIs of other sites.
        """
        if name := self.name_of(iri):
            return encode_path(f"doc/{name.kind}/{name.slug}")
        if iri.startswith(TERRIL):
            path, _, fragment = iri[len(TERRIL) :].partition("#")
            return encode_path(f"def/{path}") + (f"#{encode_path(fragment)}" if fragment else "")
        if iri.startswith(self.base):
            return encode_path(iri[len(self.base) :])
        return None


def split_scheme(iri: str) -> str:
    """Return the scheme of an IRI in lower case; ``""`` for others (RFC 3986, section 3.1)."""
    found = SCHEME.match(iri)
    return found[1].lower() if found else ""


def is_link(iri: str) -> bool:
    """Return whether a page may link to an absolute IRI."""
    return split_scheme(iri) in LINK_SCHEMES


def encode_path(path: str) -> str:
    """Return the URI path of an IRI path (RFC 3987, section 3.1); encoded characters stay."""
    return quote(path, safe="/%:@!$&'()*+,;=~-._")
