"""The words that every room of the publisher shares. Imports nothing above it."""
