"""Serve the model below /def/."""
