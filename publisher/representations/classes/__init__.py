"""The classes of the model, read from its shapes: what a town can say of each kind of thing."""

from publisher.representations.classes.reading import read_classes
from publisher.representations.classes.shapes import ClassShape, Path, PropertyRow, Values

__all__ = ["ClassShape", "Path", "PropertyRow", "Values", "read_classes"]
