"""Explain results: messages, evidence in the files, and what rules of reading report already."""
