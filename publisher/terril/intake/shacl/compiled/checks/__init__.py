"""Check nodes and values given as N-Triples texts, as pySHACL does with objects."""
