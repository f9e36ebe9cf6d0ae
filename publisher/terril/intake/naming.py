"""The rules for names: which IRIs a town's data may describe, and what was probably meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from terril.intake.locations.line_reader import RELATIVE
from terril.model.addresses import KIND
from terril.model.languages import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.model.addresses import Addresses

OUTSIDE = gettext_noop(
    "The address <{iri}> does not begin with {base}, so it is not one of the town's. If the town "
    "describes this thing, call it {base}id/{{kind}}/{{slug}}, such as <{nearest}>; if not, take "
    "this description out or name the beginning of its address in the setting “also_describes”."
)
WRONG_SCHEME = gettext_noop(
    "The address <{iri}> does not begin as the town's addresses do, with {base}: look at “http” "
    "and “https”. Write <{nearest}>."
)
WRONG_HOST = gettext_noop(
    "The address <{iri}> looks like one of the town's, but they begin with {base}. "
    "Did you mean <{nearest}>?"
)
FORM = gettext_noop(
    "The address <{iri}> is not of the form {base}id/{{kind}}/{{slug}}: a kind in small letters "
    "and one more part, without “/”, “?” or “#”. Did you mean <{nearest}>?"
)
INCOMPLETE = gettext_noop(
    "The address <{iri}> is not complete. Write it in full, such as <{nearest}>, or with a "
    "declared prefix."
)
ALIKE = 0.8
"""How similar two hosts are when one is probably the other misspelt, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Objection:
    """What is wrong with an IRI: rule, sentence, and what was probably meant."""

    rule: str
    sentence: str
    nearest: str


@dataclass(frozen=True, slots=True)
class Naming:
    """The policy for the names in one town's files.

    Attributes:
        addresses: the IRI policy of the town.
        also: beginnings of foreign IRIs that the data may describe.
    """

    addresses: Addresses
    also: Sequence[str] = ()

    def of_described(self, iri: str) -> Objection | None:
        """What is wrong with the IRI of something that the data describes."""
        if iri.startswith(tuple(self.also)) or self.addresses.name_of(iri):
            return None
        if slip := self.of_mentioned(iri):
            return slip
        if iri.startswith(self.addresses.base):
            return Objection("address-form", FORM, self.nearest(iri))
        return Objection("outside-base", OUTSIDE, self.nearest(iri))

    def of_mentioned(self, iri: str) -> Objection | None:
        """What is wrong with an IRI even if the data only refers to it."""
        if iri.startswith(RELATIVE):
            return Objection("relative-address", INCOMPLETE, self.nearest(iri))
        if iri.startswith((self.addresses.base, *self.also)):
            return None
        ours, its = urlsplit(self.addresses.base), urlsplit(iri)
        if not its.path.startswith(f"{ours.path}id/"):
            return None
        if its.netloc.lower() == ours.netloc.lower():
            return Objection("outside-base", WRONG_SCHEME, self.nearest(iri))
        if _alike(its.netloc, ours.netloc):
            return Objection("outside-base", WRONG_HOST, self.nearest(iri))
        return None

    def nearest(self, iri: str) -> str:
        """An IRI that the policy allows and that resembles this one."""
        path = urlsplit(iri).path.removeprefix(urlsplit(self.addresses.base).path.rstrip("/"))
        fragment = urlsplit(iri).fragment
        parts = [part for part in [*path.split("/"), fragment] if part and part != "id"]
        kind, slug = (["thing", "thing", *parts])[-2:]
        return self.addresses.thing(_kind(kind), slug)


def _kind(word: str) -> str:
    kind = re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-")
    return kind if KIND.fullmatch(kind) else "thing"


def _alike(host: str, other: str) -> bool:
    return SequenceMatcher(None, host.lower(), other.lower()).ratio() >= ALIKE
