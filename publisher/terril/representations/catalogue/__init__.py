"""The catalogue of a town's datasets as open-data portals harvest it: DCAT-AP, computed."""

from terril.representations.catalogue.annotations import read_annotations
from terril.representations.catalogue.catalogue_nodes import describe_catalogue, describe_dataset
from terril.representations.catalogue.markup import markup
from terril.representations.catalogue.source import Catalogue, Place

__all__ = [
    "Catalogue",
    "Place",
    "describe_catalogue",
    "describe_dataset",
    "markup",
    "read_annotations",
]
