"""Errors of loading a remote store."""

from __future__ import annotations

from dataclasses import dataclass

from terril.model.errors.base import TerrilError


class StoreError(TerrilError):
    """A remote store that cannot be loaded; the current release stays served."""


@dataclass(eq=False)
class StoreSilent(StoreError):
    """A store without a usable response; ``reason`` is the message of the system or the store."""

    address: str
    reason: str
    sentence = (
        "Nothing was changed in what is served, because the store at {address} gives no answer: "
        "{reason}. Start it, or correct the addresses under “store” in town.toml, and try again."
    )


@dataclass(eq=False)
class StoreRefusesLoading(StoreError):
    """A store that refuses updates; ``reason`` is its HTTP status."""

    address: str
    reason: str
    sentence = (
        "Nothing was changed in what is served, because the store at {address} refuses to be "
        "loaded: {reason}. Correct the addresses under “store” in town.toml, and give user and "
        "password in the environment variables TERRIL_STORE_USER and TERRIL_STORE_PASSWORD."
    )


@dataclass(eq=False)
class StoreCountsDiffer(StoreError):
    """A graph with another number of statements than were sent."""

    address: str
    graph: str
    sent: int
    found: int
    sentence = (
        "Nothing was changed in what is served, because the store at {address} has {found} "
        "statements of the graph {graph}, and {sent} were sent. It may be full, or take two "
        "different values for one. Look at its log, and try again."
    )
