"""Write the RDF files of a release from its sorted statements, one segment after the other."""

from terril.representations.rdf.graph_files.graph_files import (
    GraphFile,
    GraphFilesPlan,
    write_graph_files,
)
from terril.representations.rdf.graph_files.membership import DatasetKinds
from terril.representations.rdf.graph_files.records import Records
from terril.representations.rdf.graph_files.used_concepts import ModelConcepts

__all__ = [
    "DatasetKinds",
    "GraphFile",
    "GraphFilesPlan",
    "ModelConcepts",
    "Records",
    "write_graph_files",
]
