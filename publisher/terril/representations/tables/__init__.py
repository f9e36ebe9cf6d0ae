"""Represent things as tables: a row for each thing, a column for each property."""
