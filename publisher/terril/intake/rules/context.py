"""The context that every rule of reading receives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from terril.intake.locations.positions import Positions
    from terril.intake.naming_policy import NamingPolicy


@dataclass(frozen=True, slots=True)
class RuleContext:
    """The context of the rules: naming policy, positions of statements, and labels."""

    naming: NamingPolicy
    positions: Positions
    labels: Mapping[str, Mapping[str, str]]
