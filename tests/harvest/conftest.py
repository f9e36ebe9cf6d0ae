"""Two towns at their public names, and the portals that harvest them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.servers import copy_town, start, terril
from terril.release.releases import Releases
from tests.harvest.front import Front, certificate, standing
from tests.harvest.portals import Portal, Report, missing, running
from tests.harvest.postgres import find_postgres, running_postgres
from tests.paths import ROOT
from tests.requirements import lack
from tests.web.http.test_switching import wait_for

LOOS = "data.loos-en-gohelle.fr"
MANY = "data.deux-choses.fr"
PORTALS = ("ckan", "udata")
# With those that every town has, more datasets than a page of the catalogue shows.
SHEETS = 48
ONE = """
<#sheet-{number}> a skos:Concept ; skos:inScheme <https://w3id.org/terril/datasets> ;
  dct:subject <https://w3id.org/terril/kinds#organization> ;
  skos:prefLabel "Organisations, feuille {number}"@fr , "Organizations, sheet {number}"@en ;
  skos:definition "Une feuille des organisations."@fr , "A sheet of the organizations."@en .
"""
PREFIXES = """
@base <https://w3id.org/terril/datasets> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@dataclass
class Towns:
    """The towns that are served, and the portals that know them."""

    front: Front
    portals: dict[str, Portal]

    def harvest(self, host: str) -> dict[str, Report]:
        """What each portal holds of a town after it harvested it."""
        url = f"https://{host}/catalogue.ttl"
        return {name: portal.harvest(url) for name, portal in self.portals.items()}

    def switch(self, host: str, release: str) -> None:
        """Return when a kept release is served."""
        server = self.front.servers[host]
        Releases(server.town / "releases").rollback(release)
        with server.client() as client:
            wait_for(client, release)


def many_datasets(folder: Path) -> Path:
    """A town with more datasets than a page of the catalogue shows."""
    town = Path(shutil.copytree(ROOT / "tests/towns/two-things", folder))
    for path in (path for path in town.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8")
        text = text.replace("data.town.example", MANY).replace('["fr", "en"]', '["fr"]')
        if path.name == "town.toml":
            text = text.replace("url =", f'email = "donnees@{MANY}"\nurl =')
            text = 'also_describes = ["https://w3id.org/terril/datasets#"]\n' + text
        path.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "tests/harvest/deux-choses/catalogue.ttl", town / "data/catalogue.ttl")
    write_sheets(town, range(SHEETS))
    return town


def write_sheets(town: Path, numbers: Iterable[int]) -> None:
    """Let the town have a dataset for each number, beside those that every town has."""
    sheets = "".join(ONE.format(number=number) for number in numbers)
    (town / "data/source/sheets.ttl").write_text(PREFIXES + sheets, encoding="utf-8")


def publish(town: Path) -> str:
    """The release that is then current."""
    done = terril("publish", town=town)
    assert done.returncode == 0, done.stdout + done.stderr
    return (town / "releases" / "current").resolve().name


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Towns]:
    """Both towns, served; both portals, running."""
    programs = find_postgres()
    if lacking := missing():
        lack("harvesters", lacking)
    if programs is None:
        lack("postgresql", "this machine has no PostgreSQL for CKAN: apt-get install postgresql")
    folder = tmp_path_factory.mktemp("harvest")
    front = Front()
    trusted = certificate(folder, (LOOS, MANY))
    with ExitStack() as stack:
        stack.enter_context(standing(front, trusted))
        hosts = {LOOS: front.port, MANY: front.port}
        database = stack.enter_context(running_postgres(programs))
        more = {"ckan": [str(database)], "udata": []}
        portals = {
            name: stack.enter_context(running(name, hosts, trusted, folder, *more[name]))
            for name in PORTALS
        }
        here = {LOOS: copy_town(folder / "loos"), MANY: many_datasets(folder / "many")}
        for host, town in here.items():
            publish(town)
            front.servers[host] = start(town)
            stack.callback(front.servers[host].stop)
        yield Towns(front, portals)
