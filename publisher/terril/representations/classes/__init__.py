"""Read the classes of the model from its shapes."""

from terril.representations.classes.class_reader import read_classes
from terril.representations.classes.class_shapes import ClassShape, Path, PropertyRow, Values

__all__ = ["ClassShape", "Path", "PropertyRow", "Values", "read_classes"]
