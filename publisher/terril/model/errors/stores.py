"""The store behind an endpoint cannot be loaded."""

from __future__ import annotations

from dataclasses import dataclass

from terril.model.errors.base import TerrilError


class StoreError(TerrilError):
    """The store behind an endpoint cannot be loaded; what was served before still is."""


@dataclass(eq=False)
class StoreSilent(StoreError):
    """It does not answer, or not with an answer; ``reason`` is the system's or its own word."""

    address: str
    reason: str
    sentence = (
        "Nothing was changed in what is served, because the store at {address} gives no answer: "
        "{reason}. Start it, or correct the addresses under “store” in town.toml, and try again."
    )


@dataclass(eq=False)
class StoreRefusesLoading(StoreError):
    """It does not let itself be changed; ``reason`` is its status."""

    address: str
    reason: str
    sentence = (
        "Nothing was changed in what is served, because the store at {address} refuses to be "
        "loaded: {reason}. Correct the addresses under “store” in town.toml, and give user and "
        "password in the environment variables TERRIL_STORE_USER and TERRIL_STORE_PASSWORD."
    )


@dataclass(eq=False)
class StoreCountsDiffer(StoreError):
    """It has not what was sent to it; numbers are of statements in one graph."""

    address: str
    graph: str
    sent: int
    found: int
    sentence = (
        "Nothing was changed in what is served, because the store at {address} has {found} "
        "statements of the graph {graph}, and {sent} were sent. It may be full, or take two "
        "different values for one. Look at its log, and try again."
    )
