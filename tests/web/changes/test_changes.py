"""The changes of each release, followed by clients that others wrote until both say the same."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import feedparser
import httpx
import pytest
from lxml import etree
from pyoxigraph import Dataset, NamedNode, Quad, RdfFormat, Triple, parse

from bench.engines import free_port
from bench.servers import BASE, Server, copy_town, start, terril
from terril.model.vocabulary import AS, DCT, LDES, TREE, TYPE
from terril.web.app import create_app
from terril.web.changes.event_stream import MEMBERS_A_PAGE
from tests.node import find_node
from tests.requirements import lack

pytestmark = pytest.mark.http

CLIENT = Path(__file__).parent / "ldes/node_modules/ldes-client/dist/bin/cli.js"
PLACE = """
<{base}id/place/{slug}> a <http://schema.org/Place> ;
  <http://www.w3.org/2004/02/skos/core#prefLabel> "{fr}"@fr , "{en}"@en ;
  <http://schema.org/name> "{fr}"@fr , "{en}"@en .
"""
BEFORE = [("essai-a", "Le vieux moulin", "The old mill"), ("essai-b", "L’étang", "The pond")]
AFTER = [("essai-b", "Le grand étang", "The big pond"), ("essai-c", "La halle", "The market")]
Statements = dict[str, set[tuple[str, str]]]


@dataclass
class Followed:
    """A town whose IRIs are addresses of its own server, and who follows it."""

    server: Server
    folder: Path

    @property
    def base(self) -> str:
        return f"{self.server.url}/"

    def publish(self, places: list[tuple[str, str, str]]) -> str:
        """The id of the release that has these places besides the town's own."""
        text = "".join(PLACE.format(base=self.base, slug=s, fr=f, en=e) for s, f, e in places)
        (self.server.town / "data/source/essai.ttl").write_text(text, encoding="utf-8")
        done = terril("publish", town=self.server.town)
        assert done.returncode == 0, done.stdout + done.stderr
        return (self.server.town / "releases/current").resolve().name

    def follow(self) -> list[Triple]:
        """The statements that the client has not had yet; it remembers where it was."""
        node = find_node()
        if node is None or not CLIENT.is_file():
            lack("ldes", "this test needs Node and: npm ci --prefix tests/web/changes/ldes")
        command = [node, str(CLIENT), f"{self.base}changes", "--save", str(self.folder / "state")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        assert done.returncode == 0, done.stderr
        return [quad.triple for quad in parse(done.stdout, format=RdfFormat.TURTLE)]

    def release(self, release: str) -> Dataset:
        return union_of(self.server.town / "releases" / release / "dumps/town.nq")

    def wait(self, release: str) -> None:
        end = time.monotonic() + 600
        with self.server.client() as client:
            while client.get("/health").json()["release"] != release:
                assert time.monotonic() < end, "the server does not follow"
                time.sleep(0.1)


def union_of(dump: Path) -> Dataset:
    quads = parse(path=str(dump), format=RdfFormat.N_QUADS)
    return Dataset(Quad(*quad.triple) for quad in quads)


@dataclass
class Replica:
    """A copy of the town, made of versions as the stream says that they are to be read."""

    things: dict[NamedNode, list[Triple]]

    def take(self, rows: list[Triple]) -> set[str]:
        """Take versions over; return the IRIs of the changed things."""
        versions: dict[NamedNode, list[Triple]] = {}
        for row in rows:
            assert isinstance(row.subject, NamedNode)
            versions.setdefault(row.subject, []).append(row)
        changed = set()
        for statements in versions.values():
            thing = next(s.object for s in statements if s.predicate.value == f"{DCT}isVersionOf")
            assert isinstance(thing, NamedNode)
            changed.add(thing.value)
            kept = [s for s in statements if s.predicate.value not in OWN]
            if any(s.predicate == TYPE and s.object == NamedNode(f"{AS}Delete") for s in kept):
                del self.things[thing]
            else:
                self.things[thing] = [Triple(thing, s.predicate, s.object) for s in kept]
        return changed

    def dataset(self) -> Dataset:
        return Dataset(Quad(*row) for rows in self.things.values() for row in rows)


OWN = (f"{DCT}isVersionOf", f"{AS}published")


@dataclass
class Story:
    """Two releases, and the statements that the client had of each."""

    followed: Followed
    first: str
    second: str
    replica: Replica
    replicas: list[Dataset]
    changed: list[set[str]]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    folder = tmp_path_factory.mktemp("followed")
    port = free_port()
    town = copy_town(folder / "town")
    for path in [town / "town.toml", *town.rglob("*.ttl")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(BASE, f"http://127.0.0.1:{port}/"), encoding="utf-8")
    found = Followed(Server(town, port, None), folder)  # type: ignore[arg-type]  # not yet started
    found.publish(BEFORE)
    found.server = start(town, port=port)
    yield found
    found.server.stop()


@pytest.fixture(scope="module")
def story(followed: Followed) -> Story:
    first = (followed.server.town / "releases/current").resolve().name
    replica = Replica({})
    changed, replicas = [replica.take(followed.follow())], [replica.dataset()]
    second = followed.publish(AFTER)
    followed.wait(second)
    changed.append(replica.take(followed.follow()))
    replicas.append(replica.dataset())
    return Story(followed, first, second, replica, replicas, changed)


@pytest.fixture(scope="module")
def two(followed: Followed) -> tuple[str, str]:
    """The ids of two releases: one place goes, one changes, one comes."""
    town = followed.server.town
    ids = [one.name for one in sorted((town / "releases").glob("????????????"), key=_built)]
    if len(ids) < 2:
        ids.append(followed.publish(AFTER))
        followed.wait(ids[1])
    return ids[0], ids[1]


def _built(folder: Path) -> float:
    return (folder / "manifest.json").stat().st_mtime


@pytest.fixture(scope="module")
def client(followed: Followed, two: tuple[str, str]) -> Iterator[httpx.Client]:
    """A client of the application alone, in this process."""
    assert two
    app = create_app(followed.server.town)
    transport = httpx.WSGITransport(app=app)
    with httpx.Client(transport=transport, base_url=followed.server.url) as found:
        yield found
    app.extensions["terril"].close()


def test_a_client_replicates_the_town(story: Story) -> None:
    assert story.replicas[0] == story.followed.release(story.first)


def test_a_client_that_goes_on_gets_the_changes_and_nothing_else(story: Story) -> None:
    places = {f"{story.followed.base}id/place/essai-{letter}" for letter in "abc"}
    assert story.changed[1] == places
    assert story.replicas[1] == story.followed.release(story.second)


def test_the_stream_describes_its_versions(client: httpx.Client, followed: Followed) -> None:
    described = {(t.predicate.value, t.object) for t in triples(client, "/changes.nt")}
    assert (f"{LDES}timestampPath", NamedNode(f"{AS}published")) in described
    assert (f"{LDES}versionOfPath", NamedNode(f"{DCT}isVersionOf")) in described
    assert (f"{LDES}versionDeleteObject", NamedNode(f"{AS}Delete")) in described
    assert (f"{TREE}view", NamedNode(f"{followed.base}changes/feed")) in described


def test_pages_of_versions_stay_and_only_the_way_in_grows(client: httpx.Client) -> None:
    way_in = client.get("/changes/feed.nt")
    assert way_in.headers["Cache-Control"] == "public, no-cache"
    again = client.get("/changes/feed.nt", headers={"If-None-Match": way_in.headers["ETag"]})
    assert again.status_code == 304
    assert "startingFrom" in way_in.text
    pages = nodes(client)
    assert len(pages) > 2
    sizes = []
    for page in pages:
        answer = client.get(page, headers={"Accept": "application/n-triples"})
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        sizes.append(answer.text.count(f"<{TREE}member>"))
    assert max(sizes) == MEMBERS_A_PAGE
    assert sum(sizes) == len(re.findall("isVersionOf> <", "".join(map(text, pages, [client] * 9))))


def text(page: str, client: httpx.Client) -> str:
    return client.get(page, headers={"Accept": "application/n-triples"}).text


def nodes(client: httpx.Client) -> list[str]:
    """The pages that the way in leads to."""
    rows = triples(client, "/changes/feed.nt")
    found = [row.object for row in rows if row.predicate.value == f"{TREE}node"]
    return sorted({one.value for one in found if isinstance(one, NamedNode)})


def triples(client: httpx.Client, address: str) -> list[Triple]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return [quad.triple for quad in parse(answer.content, format=RdfFormat.N_TRIPLES)]


@pytest.mark.parametrize("extension", ["ttl", "jsonld", "rdf", "json"])
def test_every_format_has_the_same_versions(client: httpx.Client, extension: str) -> None:
    page = nodes(client)[-1]
    syntax = {"ttl": RdfFormat.TURTLE, "rdf": RdfFormat.RDF_XML}.get(extension, RdfFormat.JSON_LD)
    answer = client.get(f"{page}.{extension}")
    assert Dataset(parse(answer.content, format=syntax)) == Dataset(
        Quad(*row) for row in triples(client, f"{page}.nt")
    )


def test_a_patch_makes_the_new_release_of_the_old_one(
    client: httpx.Client, followed: Followed, two: tuple[str, str]
) -> None:
    answer = client.get(f"/changes/{two[1]}.rdfp")
    assert answer.headers["Content-Type"] == "application/rdf-patch; charset=utf-8"
    rows = answer.text.splitlines()
    assert rows[0] == f"H id <{followed.base}changes/{two[1]}> ."
    assert rows[1] == f"H prev <{followed.base}dump/{two[0]}/town.nq> ."
    assert (rows[2], rows[-1]) == ("TX .", "TC .")
    lines = lines_of(followed, two[0])
    assert rows[3:-1]
    for row in rows[3:-1]:
        if row.startswith("D "):
            lines.remove(row[2:])
        else:
            assert row.startswith("A ")
            assert row[2:] not in lines
            lines.add(row[2:])
    assert lines == lines_of(followed, two[1])
    again = client.get(
        f"/changes/{two[1]}.rdfp", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def lines_of(followed: Followed, release: str) -> set[str]:
    dump = followed.server.town / "releases" / release / "dumps/town.nq"
    return set(dump.read_text(encoding="utf-8").splitlines())


def test_the_first_patch_makes_the_release_of_nothing(
    client: httpx.Client, followed: Followed, two: tuple[str, str]
) -> None:
    rows = client.get(f"/changes/{two[0]}.rdfp").text.splitlines()
    added = {row[2:] for row in rows if row.startswith("A ")}
    assert added == lines_of(followed, two[0])
    assert not [row for row in rows if row.startswith(("D ", "H prev"))]


def test_two_graphs_hold_additions_and_removals(
    client: httpx.Client, followed: Followed, two: tuple[str, str]
) -> None:
    answer = client.get(f"/changes/{two[1]}.trig")
    quads = list(parse(answer.content, format=RdfFormat.TRIG))
    before, after = followed.release(two[0]), followed.release(two[1])
    for name, left, right in (("added", after, before), ("removed", before, after)):
        graph = NamedNode(f"{followed.base}changes/{two[1]}#{name}")
        triples_of_graph = {quad.triple for quad in quads if quad.graph_name == graph}
        assert triples_of_graph == {quad.triple for quad in left} - {quad.triple for quad in right}


def test_feed_readers_read_the_changes(client: httpx.Client, followed: Followed) -> None:
    answer = client.get("/changes.atom", params={"lang": "fr"})
    feed = feedparser.parse(answer.content, response_headers=dict(answer.headers))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id == f"{followed.base}changes"
    assert feed.feed.language == "fr"
    assert feed.feed.author
    assert {link.rel for link in feed.feed.links} == {"self", "alternate", "license"}
    assert len({entry.id for entry in feed.entries}) == len(feed.entries) == 2
    newest = feed.entries[0]
    assert feed.feed.updated == newest.updated == newest.published
    assert newest.updated_parsed > feed.entries[1].updated_parsed
    assert "1 nouveau" in newest.title
    assert "Le grand étang" in newest.content[0].value
    again = client.get("/changes.atom?lang=fr", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_every_page_shows_feed_readers_the_way(client: httpx.Client) -> None:
    page = client.get("/doc/place/essai-b.html").text
    assert 'type="application/atom+xml"' in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["What changed", "The big pond", "The old mill", "1 new, 1 changed, 1 removed"]),
        ("fr", ["Ce qui a changé", "Le grand étang", "Le vieux moulin"]),
    ],
)
def test_people_can_read_the_changes(
    client: httpx.Client, two: tuple[str, str], language: str, words: list[str]
) -> None:
    page = client.get(f"/changes.html?lang={language}").text
    assert not [word for word in words if word not in page]
    assert page.index(two[1]) < page.index(two[0])
    assert f'href="./doc/place/essai-a?lang={language}&amp;release={two[0]}"' in page


def test_a_change_is_shown_statement_by_statement(
    client: httpx.Client, two: tuple[str, str]
) -> None:
    page = client.get(f"/changes/{two[1]}.html?lang=en").text
    assert 'id="id/place/essai-b"' in page
    removed, added = page.split("No longer said")[-1].split("Said now")[:2]
    assert "The pond" in removed
    assert "The big pond" in added
    assert f'rel="prev" href="../changes/{two[0]}?lang=en"' in page


def test_a_long_change_has_pages(client: httpx.Client, two: tuple[str, str]) -> None:
    first = client.get(f"/changes/{two[0]}.html?lang=en").text
    assert f'rel="next" href="../changes/{two[0]}?page=2&amp;lang=en"' in first
    last = re.search(r"Page 1 of (\d+)", first)
    assert last
    assert client.get(f"/changes/{two[0]}.html?page={last[1]}").status_code == 200
    assert client.get(f"/changes/{two[0]}.html?page={int(last[1]) + 1}").status_code == 404


def test_the_start_page_shows_new_things(client: httpx.Client) -> None:
    page = client.get("/index.html?lang=en").text
    news = page.split('id="new"')[1].split("</section>")[0]
    assert re.findall(r"(new|changed|removed)</span>", news) == ["removed", "changed", "new"]
    assert 'href="./changes?lang=en"' in news


@pytest.mark.usefixtures("two")
def test_the_site_map_dates_each_thing_by_its_own_last_change(client: httpx.Client) -> None:
    tree = etree.fromstring(client.get("/sitemap.xml").content)
    dates = {str(one[0].text).rpartition("/doc/")[2]: str(one[1].text) for one in tree}
    changed, same = dates["place/essai-b"], dates["place/base-11-19"]
    assert same < changed


def test_a_removed_thing_is_gone_and_links_to_its_last_state(
    client: httpx.Client, two: tuple[str, str]
) -> None:
    gone = client.get("/doc/place/essai-a")
    assert gone.status_code == 410
    assert gone.json()["lastRelease"] == two[0]
    page = client.get("/doc/place/essai-a.html", headers={"Accept": "text/html"}).text
    (way,) = re.findall(r'href="(\.\./\.\./doc/place/essai-a\?release=\w+)"', page)
    assert client.get(f"/doc/place/{way.rpartition('/')[2]}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "changes/nothing",
        "changes/000000000000",
        "changes/..%2f..%2ftown.toml",
        "changes/journal.jsonl",
        "changes/%3Cscript%3Ealert(1)%3C/script%3E",
        "changes/.rdfp",
        "changes/none.rdfp",
        "changes/none.trig",
        "changes?page=0",
        "changes?page=²",
        "changes?page=99999999999999999999",
        "changes.csv",
        "changes/feed.csv",
        "changes/feed/000000000000/start/1",
        "changes/feed/{second}/start/1",
        "changes/feed/{second}/{first}/0",
        "changes/feed/{second}/{first}/2",
        "changes/feed/{second}/{first}/-1",
        "changes/feed/{second}/{first}/²",
        "changes/feed/{second}/{first}/1e3",
        "changes/feed/{second}/{first}/99999999999999999999",
        "changes/feed/{second}/../1",
    ],
)
def test_an_unknown_change_is_answered_with_a_clear_page(
    client: httpx.Client, two: tuple[str, str], path: str
) -> None:
    address = "/" + path.format(first=two[0], second=two[1])
    answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": "fr"})
    assert answer.status_code == 404
    assert "<h1>" in answer.text
    assert 'lang="fr"' in answer.text
    assert "<script" not in answer.text


def test_an_older_release_shows_the_same_changes(
    client: httpx.Client, two: tuple[str, str]
) -> None:
    rows = triples(client, f"/changes.nt?release={two[0]}")
    assert Dataset(Quad(*row) for row in rows) == Dataset(
        Quad(*row) for row in triples(client, "/changes.nt")
    )


def test_the_terminal_compares_two_releases(followed: Followed, two: tuple[str, str]) -> None:
    short = [one[:6] for one in two]
    done = terril("releases", "--compare", *short, "--statements", town=followed.server.town)
    assert done.returncode == 0, done.stderr
    assert "1 new, 1 changed, 1 removed" in done.stdout
    assert "The big pond" in done.stdout
    wrong = terril("releases", "--compare", "nope", short[0], town=followed.server.town)
    assert wrong.returncode == 2
    assert "nope" in wrong.stderr


def test_a_client_follows_going_back(story: Story) -> None:
    followed = story.followed
    assert terril("rollback", town=followed.server.town).returncode == 0
    followed.wait(story.first)
    assert story.replica.take(followed.follow()) == story.changed[1]
    assert story.replica.dataset() == followed.release(story.first)
    with followed.server.client() as client:
        page = client.get(f"/changes/{story.first}-2.html?lang=en").text
    assert f"Back to release {story.first}." in page


def test_after_the_first_release_nothing_is_new(site: httpx.Client) -> None:
    page = site.get("/index.html?lang=en").text
    assert 'id="new"' not in page
    assert 'id="now"' in page
    assert site.get("/changes.html").status_code == 200
