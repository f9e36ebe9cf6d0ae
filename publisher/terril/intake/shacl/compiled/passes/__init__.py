"""Check all subjects in a pass over their sorted statements."""
