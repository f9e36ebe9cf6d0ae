"""Fetch a catalogue as harvesters do."""
