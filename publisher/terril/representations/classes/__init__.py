"""The classes of the model, read from its shapes: what a town can say of each kind of thing."""

from terril.representations.classes.class_reader import read_classes
from terril.representations.classes.class_shapes import ClassShape, Path, PropertyRow, Values

__all__ = ["ClassShape", "Path", "PropertyRow", "Values", "read_classes"]
