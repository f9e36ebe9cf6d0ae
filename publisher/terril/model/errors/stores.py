"""Errors of loading a remote store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from terril.model.errors.base import TerrilError
from terril.model.languages import gettext, gettext_noop


@dataclass(eq=False)
class StoreError(TerrilError):
    """A remote store that cannot be loaded; the current release stays served.

    With several replicas, one that has been loaded is enough.

    Attributes:
        address: of the store.
        part: what is wrong, as a part of a sentence; by default the ``reason`` of a subclass, in
            the one language of the system or of HTTP.
    """

    SKIPPED: ClassVar[str] = gettext_noop(
        "The store at {address} has not been loaded: {reason}. Queries skip it until it has "
        "this release. Mend it, then run again: terril publish"
    )
    part: ClassVar[str] = "{reason}"
    address: str

    def describe_skipped(self, language: str) -> str:
        """Return that this replica is skipped, why, and what to do, in a language."""
        reason = gettext(self.part, language, **vars(self))
        return gettext(self.SKIPPED, language, address=self.address, reason=reason)


@dataclass(eq=False)
class StoreSilent(StoreError):
    """A store without a usable response; ``reason`` is the message of the system or the store."""

    reason: str
    sentence = (
        "Nothing was changed in what is served, because the store at {address} gives no answer: "
        "{reason}. Start it, or correct the addresses under “store” in town.toml, and try again."
    )


@dataclass(eq=False)
class StoreRefusesLoading(StoreError):
    """A store that refuses updates; ``reason`` is its HTTP status."""

    reason: str
    sentence = (
        "Nothing was changed in what is served, because the store at {address} refuses to be "
        "loaded: {reason}. Correct the addresses under “store” in town.toml, and give user and "
        "password in the environment variables TERRIL_STORE_USER and TERRIL_STORE_PASSWORD."
    )


@dataclass(eq=False)
class StoreCountsDiffer(StoreError):
    """A graph with another number of statements than were sent."""

    part = gettext_noop("it has {found} statements of {graph}, not {sent}")
    graph: str
    sent: int
    found: int
    sentence = (
        "Nothing was changed in what is served, because the store at {address} has {found} "
        "statements of the graph {graph}, and {sent} were sent. It may be full, or take two "
        "different values for one. Look at its log, and try again."
    )


@dataclass(eq=False)
class StoreNotReplicated(StoreError):
    """A replica that does not have what was loaded into another; ``seconds`` were waited."""

    part = gettext_noop("what another replica has did not come in {seconds:g} s")
    seconds: float

    def message(self, language: str) -> str:
        """Return what happened and what to do, in a language."""
        return self.describe_skipped(language)
