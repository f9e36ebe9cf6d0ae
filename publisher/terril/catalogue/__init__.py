"""The catalogue of a town's datasets as open-data portals harvest it: DCAT-AP, computed."""

from terril.catalogue.catalogue import describe_catalogue, describe_dataset
from terril.catalogue.markup import markup
from terril.catalogue.said import read_said
from terril.catalogue.source import Catalogue, Place

__all__ = ["Catalogue", "Place", "describe_catalogue", "describe_dataset", "markup", "read_said"]
