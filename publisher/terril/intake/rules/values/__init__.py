"""Rules about values that a format or the store cannot carry as they are written."""
