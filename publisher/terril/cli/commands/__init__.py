"""Hold the commands of terril, one a module."""
