"""Read stored queries and bind their parameters."""
