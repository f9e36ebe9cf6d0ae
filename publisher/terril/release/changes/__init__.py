"""Record the changes that each switch of the current release made."""
