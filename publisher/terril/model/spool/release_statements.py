"""The statements of a release, as those who write files from them read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Quad

    from terril.model.spool.links import Links
    from terril.model.spool.spool import Spool


@dataclass(frozen=True, slots=True)
class ReleaseStatements:
    """The statements of a release.

    Attributes:
        spool: all of them.
        links: all links among them.
        terms: the statements about terms: those of the model, kinds, and properties in use.
        things: the IRI of a thing of each kind.
    """

    spool: Spool
    links: Links
    terms: Sequence[Quad]
    things: Sequence[str]
