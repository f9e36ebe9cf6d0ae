"""Load releases into a remote store."""
