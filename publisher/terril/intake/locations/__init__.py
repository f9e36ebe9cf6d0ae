"""Find where in a town's files a statement stands."""
