"""Read SPARQL queries before the engine does, and describe what they return."""
