"""Drawings that pages carry as SVG: no script, no request, readable by screen readers."""
