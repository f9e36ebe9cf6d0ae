"""Apply the HTTP rules that all addresses share."""
