"""Answer the queries of shapes for all focus nodes at once, where that is equivalent."""
