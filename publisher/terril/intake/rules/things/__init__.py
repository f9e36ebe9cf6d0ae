"""Rules about things: their classes, names, addresses and positions."""
