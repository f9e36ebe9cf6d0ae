"""What portals do one after the other, and what they had after each of their visits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from rdflib import Graph, URIRef

from terril.model.vocabulary import PREFIXES
from tests.harvest.conftest import LOOS, MANY, PORTALS, SHEETS, Towns, publish, write_sheets
from tests.harvest.front import nothing
from tests.harvest.portals import Report

Harvest: TypeAlias = dict[str, Report]
NEXT = URIRef(f"{PREFIXES['hydra']}next")


@dataclass(frozen=True)
class Story:
    """What the portals had after each of their visits.

    Attributes:
        first: to Loos-en-Gohelle.
        again: to the same release.
        between: to the other town, which switched to another release between the first and the
            second page: without one dataset, and with another name of its one place.
        after: to that release.
        graphs: the catalogues, by host; of the other town before it switched.
    """

    first: Harvest
    again: Harvest
    between: Harvest
    after: Harvest
    graphs: dict[str, Graph]

    @property
    def steps(self) -> list[Harvest]:
        """All visits."""
        return [self.first, self.again, self.between, self.after]


def visit(towns: Towns) -> Story:
    """Every visit, one after the other."""
    graphs = {host: catalogue(towns, host) for host in (LOOS, MANY)}
    first, again = towns.harvest(LOOS), towns.harvest(LOOS)
    between = between_pages(towns)
    return Story(first, again, between, towns.harvest(MANY), graphs)


def between_pages(towns: Towns) -> Harvest:
    """What portals have of a town that changed after the first page was read."""
    town = towns.front.servers[MANY].town
    before = (town / "releases" / "current").resolve().name
    write_sheets(town, range(1, SHEETS))
    places = town / "data/source/places.jsonld"
    text = places.read_text(encoding="utf-8")
    places.write_text(text.replace("Mairie", "Hôtel de ville"), encoding="utf-8")
    after = publish(town)
    found = {}

    def change(path: str) -> None:
        if "page=2" in path:
            towns.front.before = nothing
            towns.switch(MANY, after)

    for name in PORTALS:
        towns.switch(MANY, before)
        towns.front.before = change
        found[name] = towns.portals[name].harvest(f"https://{MANY}/catalogue.ttl")
        assert towns.front.before is nothing, f"{name} asked for no second page"
    return found


def catalogue(towns: Towns, host: str) -> Graph:
    """All pages of a catalogue."""
    graph = Graph()
    with towns.front.servers[host].client() as client:
        address = "/catalogue.ttl"
        while address:
            page = Graph().parse(data=client.get(address).text, format="turtle")
            following = [str(one) for one in page.objects(None, NEXT)]
            address = following[0].removeprefix(f"https://{host}") if following else ""
            graph += page
    return graph
