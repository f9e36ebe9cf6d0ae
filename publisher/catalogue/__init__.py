"""The catalogue of a town's datasets as open-data portals harvest it: DCAT-AP, computed."""

from publisher.catalogue.catalogue import Catalogue, Place, describe_catalogue, describe_dataset
from publisher.catalogue.markup import markup
from publisher.catalogue.said import read_said

__all__ = ["Catalogue", "Place", "describe_catalogue", "describe_dataset", "markup", "read_said"]
