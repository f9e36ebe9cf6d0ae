"""Evaluate shapes with pySHACL, whose results are those that count."""
