"""Make large towns of the real model: organizations, their sites with positions, and themes.

``python -m bench.towns FOLDER STATEMENTS [MISTAKES]`` writes one, in two languages and two graphs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "https://data.saint-ville.example/"
STATEMENTS_OF_TEN = 103
"""Statements of ten organizations with the site that they share."""
THEMES = 40
PREFIXES = f"""\
@prefix dct: <http://purl.org/dc/terms/> .
@prefix locn: <http://www.w3.org/ns/locn#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix kinds: <https://w3id.org/terril/organization-kinds#> .
@prefix place-kinds: <https://w3id.org/terril/place-kinds#> .
@prefix address: <{BASE}id/address/> .
@prefix organization: <{BASE}id/organization/> .
@prefix place: <{BASE}id/place/> .
@prefix scheme: <{BASE}id/scheme/> .
@prefix theme: <{BASE}id/theme/> .
"""
THEME = """
theme:domaine-{n} a skos:Concept , schema:DefinedTerm ;
  skos:inScheme scheme:themes ; skos:topConceptOf scheme:themes ;
  skos:prefLabel "Domaine {n}"@fr , "Field {n}"@en .
"""
ORGANIZATION = """
organization:association-{n} a org:Organization , schema:Organization ;
  skos:prefLabel "Association {word} n° {n}"@fr , "Association {word}, no. {n}"@en ;
  schema:description "Les amis de {word} se retrouvent à {n} dans l’année."@fr ;
  org:classification kinds:association ;
  org:hasSite place:local-{site} ;
  dct:subject theme:domaine-{theme} .
"""
DESCRIPTION = """
organization:association-{n}
  schema:description "The friends of {word} meet, {n} of them, during the year."@en .
"""
PLACE = """
place:local-{n} a schema:Place , org:Site ;
  skos:prefLabel "Local {n}"@fr , "Premises {n}"@en ;
  dct:type place-kinds:premises ;
  schema:containedInPlace place:saint-ville ;
  locn:address address:local-{n} ;
  schema:latitude {latitude} ; schema:longitude {longitude} .

address:local-{n} a schema:PostalAddress , locn:Address ;
  schema:streetAddress "{n}, rue des Fêtes" ;
  schema:postalCode "99999" .
"""
MISTAKES = (
    "dct:subject theme:domaine-qui-manque-{n}",
    'schema:url "www.association-{n}.example"',
    'schema:description "Une association."@fr , "Une autre association."@fr',
)
"""Statements that a rule of reading, a shape and a warning find, in turn."""
MISTAKE = """
organization:fautive-{n} a org:Organization , schema:Organization ;
  skos:prefLabel "Association fautive {n}"@fr , "Wrong association {n}"@en ;
  org:classification kinds:association ;
  {mistake} .
"""
WORDS = ("lecture", "jardin", "théâtre", "randonnée", "pétanque", "musique", "danse", "échecs")


def grow_town(folder: Path, statements: int, mistakes: int = 0) -> Path:
    """Create a town in a new folder.

    Args:
        folder: of the town; it must not exist.
        statements: about how many; the larger part is in one file.
        mistakes: number of organizations with one wrong link each, spread over the file.
    """
    new = ["new", str(folder), "--name", "Saint-Ville", "--base", BASE]
    command = [sys.executable, "-m", "terril", *new, "--lang", "fr", "--lang", "en"]
    subprocess.run(command, check=True, capture_output=True)
    settings = folder / "town.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('["source"]', '["source", "editorial"]'), encoding="utf-8")
    (folder / "data" / "editorial").mkdir()
    tens = max(statements // STATEMENTS_OF_TEN, 1)
    _write(folder / "data" / "source" / "domains.ttl", (THEME.format(n=n) for n in range(THEMES)))
    _write(folder / "data" / "source" / "sites.ttl", map(_describe_site, range(tens)))
    _write(folder / "data" / "source" / "associations.ttl", _describe(tens * 10, mistakes))
    english = (DESCRIPTION.format(n=n, word=_get_word(n)) for n in range(tens * 10))
    _write(folder / "data" / "editorial" / "english.ttl", english)
    return folder


def _write(path: Path, parts: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(PREFIXES)
        file.writelines(parts)


def _describe(organizations: int, mistakes: int) -> Iterator[str]:
    wrong = {number * organizations // mistakes for number in range(mistakes)} if mistakes else ()
    for n in range(organizations):
        yield ORGANIZATION.format(n=n, word=_get_word(n), site=n // 10, theme=n % THEMES)
        if n in wrong:
            mistake = MISTAKES[n % len(MISTAKES)].format(n=n)
            yield MISTAKE.format(n=n, mistake=mistake)


def _describe_site(n: int) -> str:
    # No number ends with a zero, which a store would not keep.
    latitude, longitude = f"50.{n % 9973:04}1", f"2.{n % 9967:04}1"
    return PLACE.format(n=n, latitude=latitude, longitude=longitude)


def _get_word(n: int) -> str:
    return WORDS[n * 7919 // 3 % len(WORDS)]


if __name__ == "__main__":
    grow_town(Path(sys.argv[1]), *map(int, sys.argv[2:]))
