"""Check what the catalogue states."""
