"""HTTP adapters: the only package that handles requests, statuses and headers."""
