"""A town's files read, placed and checked: from bytes on disk to Sources and Findings."""
