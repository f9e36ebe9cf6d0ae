"""The IRI policy: which IRI names what, and under which path of the site it is read.

Paths are relative to the root of the site, never absolute: the site works under any
host, port or prefix, and no IRI is ever rewritten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from terril.model.vocabulary import TERRIL

# The graph of what follows by rule; no folder of a town may be called so.
DERIVED = "derived"
KIND = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Name:
    """A thing's IRI taken apart: ``{base}id/{kind}/{slug}``."""

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
        """The IRI of a thing."""
        return f"{self.base}id/{kind}/{slug}"

    def document(self, kind: str, slug: str) -> str:
        """The IRI of the document about a thing."""
        return f"{self.base}doc/{kind}/{slug}"

    def graph(self, folder: str) -> str:
        """The IRI of the named graph that a folder of sources becomes."""
        return self.thing("graph", folder)

    def name_of(self, iri: str) -> Name | None:
        """Kind and slug of a thing's IRI; ``None`` for an IRI that names no thing of ours."""
        start = f"{self.base}id/"
        if not iri.startswith(start):
            return None
        kind, slash, slug = iri[len(start) :].partition("/")
        if not (slash and slug and KIND.fullmatch(kind)) or any(c in slug for c in "/?#"):
            return None
        return Name(kind, slug)

    def path_of(self, iri: str) -> str | None:
        """Where to read about an IRI on this site: a path below its root.

        Things have their document, terms of the model their definition; any other IRI of the
        base its own path. ``None`` for IRIs of other sites.
        """
        if name := self.name_of(iri):
            return encode(f"doc/{name.kind}/{name.slug}")
        if iri.startswith(TERRIL):
            path, _, fragment = iri[len(TERRIL) :].partition("#")
            return encode(f"def/{path}") + (f"#{encode(fragment)}" if fragment else "")
        if iri.startswith(self.base):
            return encode(iri[len(self.base) :])
        return None


def encode(path: str) -> str:
    """The path of an IRI as a URI path (RFC 3987, section 3.1); what is encoded stays so."""
    return quote(path, safe="/%:@!$&'()*+,;=~-._")
