"""The catalogue of a town's datasets as open-data portals harvest it: DCAT-AP, computed."""

from publisher.catalogue.catalogue import describe_catalogue, describe_dataset
from publisher.catalogue.markup import markup
from publisher.catalogue.said import read_said
from publisher.catalogue.source import Catalogue, Place

__all__ = ["Catalogue", "Place", "describe_catalogue", "describe_dataset", "markup", "read_said"]
