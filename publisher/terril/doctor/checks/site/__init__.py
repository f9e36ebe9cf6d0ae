"""Check how the site behaves."""
