"""The town cannot be served."""

from __future__ import annotations

from dataclasses import dataclass

from terril.model.errors.base import TerrilError


@dataclass(eq=False)
class PortUnavailable(TerrilError):
    """The server cannot listen; ``reason`` is the system's own word."""

    host: str
    port: int
    reason: str
    sentence = (
        "The server cannot listen at {host}, port {port}: {reason}. Another program may be using "
        "it; stop that one, or choose another port with --port."
    )
