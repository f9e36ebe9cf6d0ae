"""Validate sources against SHACL shapes and turn the results into findings."""
