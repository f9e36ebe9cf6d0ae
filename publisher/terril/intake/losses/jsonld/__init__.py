"""Find what a JSON-LD text holds and its statements do not."""
