"""Releases on disk: build, freeze, switch, list, roll back."""
