"""Compute the catalogue of a town's datasets for open-data portals (DCAT-AP)."""

from terril.representations.catalogue.annotations import read_annotations
from terril.representations.catalogue.catalogue_nodes import describe_catalogue, describe_dataset
from terril.representations.catalogue.distributions import FILE_TYPES, FORM_NAMES
from terril.representations.catalogue.markup import build_markup
from terril.representations.catalogue.source import Catalogue, Contact, DatasetDates, FileFacts

__all__ = [
    "FILE_TYPES",
    "FORM_NAMES",
    "Catalogue",
    "Contact",
    "DatasetDates",
    "FileFacts",
    "build_markup",
    "describe_catalogue",
    "describe_dataset",
    "read_annotations",
]
