"""Rules about single statements: literals, language tags, terms and links."""
