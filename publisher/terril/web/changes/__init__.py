"""Serve what each release changed."""
