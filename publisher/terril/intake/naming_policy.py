"""The naming policy: the IRIs that the data of a town may describe, and suggestions for others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from terril.intake.locations.lines import RELATIVE
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
SIMILARITY = 0.8
"""The similarity of two hosts, from 0 to 1, above which one counts as a typo of the other."""


@dataclass(frozen=True, slots=True)
class NamingProblem:
    """A violation of the policy: its rule, a sentence, and the nearest allowed IRI."""

    rule: str
    sentence: str
    nearest: str


@dataclass(frozen=True, slots=True)
class NamingPolicy:
    """The policy for the IRIs in the files of one town.

    Attributes:
        addresses: the IRI policy of the town.
        also: prefixes of foreign IRIs that the data may describe.
    """

    addresses: Addresses
    also: Sequence[str] = ()

    def check_subject(self, iri: str) -> NamingProblem | None:
        """Return the problem with the IRI of a subject, ``None`` if it is allowed."""
        if iri.startswith(tuple(self.also)) or self.addresses.name_of(iri):
            return None
        if problem := self.check_reference(iri):
            return problem
        if iri.startswith(self.addresses.base):
            return NamingProblem("address-form", FORM, self.suggest(iri))
        return NamingProblem("outside-base", OUTSIDE, self.suggest(iri))

    def check_reference(self, iri: str) -> NamingProblem | None:
        """Return the problem with an IRI that the data refers to, ``None`` if it is allowed."""
        if iri.startswith(RELATIVE):
            return NamingProblem("relative-address", INCOMPLETE, self.suggest(iri))
        if iri.startswith((self.addresses.base, *self.also)):
            return None
        base, parts = urlsplit(self.addresses.base), urlsplit(iri)
        if not parts.path.startswith(f"{base.path}id/"):
            return None
        if parts.netloc.lower() == base.netloc.lower():
            return NamingProblem("outside-base", WRONG_SCHEME, self.suggest(iri))
        if _are_similar(parts.netloc, base.netloc):
            return NamingProblem("outside-base", WRONG_HOST, self.suggest(iri))
        return None

    def suggest(self, iri: str) -> str:
        """Return an IRI that the policy allows and that resembles this one."""
        path = urlsplit(iri).path.removeprefix(urlsplit(self.addresses.base).path.rstrip("/"))
        fragment = urlsplit(iri).fragment
        parts = [part for part in [*path.split("/"), fragment] if part and part != "id"]
        kind, slug = (["thing", "thing", *parts])[-2:]
        return self.addresses.thing(_normalize_kind(kind), slug)


def _normalize_kind(word: str) -> str:
    kind = re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-")
    return kind if KIND.fullmatch(kind) else "thing"


def _are_similar(host: str, other: str) -> bool:
    return SequenceMatcher(None, host.lower(), other.lower()).ratio() >= SIMILARITY
