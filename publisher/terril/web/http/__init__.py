"""Apply the rules of HTTP that all addresses share."""
