"""Read a shapes graph: what shapes apply to, and what they check."""
