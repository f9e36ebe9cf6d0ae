"""Read the structure of queries, and rewrite what the engine reads otherwise than people do."""
