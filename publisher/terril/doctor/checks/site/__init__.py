"""Check how the site answers requests."""
