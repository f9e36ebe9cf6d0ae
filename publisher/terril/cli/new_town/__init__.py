"""``terril new``: templates of a town's first files, and the values that fill them in."""
