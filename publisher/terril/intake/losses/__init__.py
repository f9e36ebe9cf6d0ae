"""Find what a town's files hold and no parser reads: losses that would pass without a word."""
