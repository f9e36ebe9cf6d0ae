"""Report an examination as tables or JSON."""
