"""Compute drawings for pages: SVG without scripts or requests, for screen readers too."""
