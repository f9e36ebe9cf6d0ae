"""Serve what belongs to the site as a whole."""
