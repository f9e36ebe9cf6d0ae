"""Open a town: read and check its files, publish them, and serve its releases."""
