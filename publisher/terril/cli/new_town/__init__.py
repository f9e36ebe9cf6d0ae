"""``terril new``: what a town begins with, as templates, and what fills them in."""
