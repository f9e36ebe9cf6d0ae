"""Languages as the European authority table names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.representations.catalogue.nodes import authority

if TYPE_CHECKING:
    from collections.abc import Iterable

    from terril.model.triples import Node

# The tables name languages by three letters (ISO 639-2/T), tags by two.
LANGUAGES = {
    "bg": "BUL", "br": "BRE", "ca": "CAT", "co": "COS", "cs": "CES", "da": "DAN", "de": "DEU",
    "el": "ELL", "en": "ENG", "es": "SPA", "et": "EST", "eu": "EUS", "fi": "FIN", "fr": "FRA",
    "ga": "GLE", "hr": "HRV", "hu": "HUN", "it": "ITA", "lb": "LTZ", "lt": "LIT", "lv": "LAV",
    "mt": "MLT", "nl": "NLD", "oc": "OCI", "pl": "POL", "pt": "POR", "ro": "RON", "sk": "SLK",
    "sl": "SLV", "sv": "SWE",
}  # fmt: skip


def authority_languages(tags: Iterable[str]) -> list[Node]:
    """The languages of these tags, as far as the table has them."""
    codes = dict.fromkeys(LANGUAGES[tag[:2]] for tag in tags if tag[:2] in LANGUAGES)
    return [authority(f"language/{code}", "dct:LinguisticSystem") for code in codes]
