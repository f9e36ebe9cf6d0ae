"""HTTP: the one place that knows requests, statuses and headers."""
