"""Run work: progress, interruption by signals, worker processes, imports on first use."""
