"""Which fields of a portal should be filled from which properties of the catalogue."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import DCAT, RDF, Graph, Node, URIRef

from terril.model.vocabulary import PREFIXES

NAMESPACES = {**PREFIXES, "adms": "http://www.w3.org/ns/adms#"}
SUBJECTS = {"dataset": DCAT.Dataset, "file": DCAT.Distribution, "service": DCAT.DataService}


@dataclass(frozen=True)
class Field:
    """A property, with the field of each portal that shows it, or the reason why none does.

    Attributes:
        subject: ``dataset``, ``file`` or ``service``.
        property: with ``/`` between the steps of a path.
        ckan: path of the field; a field that has a reason, too, must be empty.
        udata: the same.
        ckan_not: name of the reason.
        udata_not: the same.
    """

    subject: str
    property: str
    ckan: str = ""
    udata: str = ""
    ckan_not: str = ""
    udata_not: str = ""

    def of(self, portal: str) -> tuple[str, str]:
        """The field of a portal and the reason why it is empty."""
        return (self.ckan, self.ckan_not) if portal == "ckan" else (self.udata, self.udata_not)

    def said(self, graph: Graph) -> Iterator[str]:
        """IRIs of what has the property in a catalogue."""
        nodes = set(graph.subjects(RDF.type, SUBJECTS[self.subject]))
        # A portal takes the way to one dataset as a part of its file.
        nodes -= set(graph.objects(None, DCAT.accessService))
        steps = [step.strip().partition(":") for step in self.property.split("/")]
        for node in nodes:
            values: list[Node] = [node]
            for prefix, _, name in steps:
                term = URIRef(f"{NAMESPACES[prefix]}{name}")
                values = [each for value in values for each in graph.objects(value, term)]
            if values:
                yield str(node)


def read_fields() -> tuple[tuple[Field, ...], dict[str, str]]:
    """The fields, and the sentences of the reasons by name."""
    path = Path(__file__).with_name("fields.toml")
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Field(**row) for row in said["field"]), said["reasons"]
