"""Judge what the screens select of a town, with look-ups in its sorted files."""
