"""Re-export the progress callback and its steps for the modules of this package."""

from terril.model.execution.progress import Progress, Step, ignore_progress

__all__ = ["Progress", "Step", "ignore_progress"]
