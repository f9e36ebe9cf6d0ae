"""A release is in the remote store, whole, before it is served, and stays until it is not kept."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from bench.engines import RunningEngine, credentials
from terril.model.errors import (
    StoreCountsDiffer,
    StoreRefusesLoading,
    StoreSilent,
    StoreWithoutRelease,
)
from terril.release import (
    Content,
    Loader,
    Release,
    Releases,
    Step,
    ignore_progress,
    select_store,
)
from terril.store.remote import ReleaseLoader, RemoteRelease, RemoteStore, find_unkept
from terril.store.sparql import Query, QueryLimits, examine
from terril.store.workers import execute_once
from tests.release.made_up import BASE, SOURCE, content_of, made_of, many, place

COUNT = 2000
FIRST = content_of("park")
SECOND = many("b", COUNT)
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture
def loader(engine: RunningEngine) -> Iterator[Loader]:
    """A loader of a store that has nothing of earlier tests."""
    yield Loader((engine.store,))
    # Tests share the engine, and a release has the same id in each of them.
    for content in (FIRST, SECOND, content_of("third")):
        forget(engine.store, content.identity)


def get_store(loader: Loader) -> RemoteStore:
    (store,) = loader.replicas
    return store


def forget(store: RemoteStore, release: str) -> None:
    Loader((store,)).remove_unkept(BASE, {release}, set())


def count(release: Release, store: RemoteStore) -> int:
    query = Query(examine("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"), "text/csv")
    limits = QueryLimits(seconds=20)
    with execute_once(select_store(release, (store,)), limits, {}, query) as answer:
        return int(b"".join(answer.chunks()).split()[1])


def test_a_release_is_loaded_once(releases: Releases, loader: Loader) -> None:
    heard: list[tuple[Step, int, int]] = []
    assert releases.publish(FIRST, lambda *report: heard.append(report), loader).loaded
    # The one statement, in its graph and in the union.
    loading = [(done, total) for step, done, total in heard if step is Step.LOAD]
    assert loading == [(0, 2), (1, 2), (2, 2)]
    assert heard[-1] == (Step.SWITCH, 1, 1)
    assert count(releases.get_current(), get_store(loader)) == 1
    again = releases.publish(FIRST, loader=loader)
    assert (again.built, again.switched, again.loaded) == (False, False, False)


def test_a_town_that_starts_to_use_a_store_loads_what_is_current(
    releases: Releases, loader: Loader
) -> None:
    current = releases.publish(FIRST).release
    with pytest.raises(StoreWithoutRelease) as caught:
        count(current, get_store(loader))
    assert "terril publish" in str(caught.value)
    done = releases.publish(FIRST, loader=loader)
    assert (done.switched, done.loaded) == (False, True)
    assert count(current, get_store(loader)) == 1


def test_killed_while_it_loads_nothing_is_lost(
    releases: Releases, loader: Loader, command: list[str]
) -> None:
    releases.publish(FIRST, loader=loader)
    words = [str(releases.folder), "b", str(COUNT), "step", "0", *astuple(get_store(loader))]
    process = subprocess.Popen(
        [*command, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin
    assert process.stdout
    for line in process.stdout:
        if line.startswith(f"LOAD {COUNT}/"):
            break
        process.stdin.write("\n")
        process.stdin.flush()
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL

    assert releases.get_current_id() == FIRST.identity
    assert count(releases.get_current(), get_store(loader)) == 1
    half = releases.get(SECOND.identity)
    with pytest.raises(StoreWithoutRelease):
        count(half, get_store(loader))

    third = content_of("third")
    releases.publish(third, loader=loader)
    known = {SECOND.identity, FIRST.identity, third.identity}
    assert find_unkept(get_store(loader), BASE, known, known) == []
    assert releases.publish(SECOND, loader=loader).loaded
    assert count(releases.get_current(), get_store(loader)) == COUNT


def test_going_back_finds_the_release_or_loads_it_again(
    releases: Releases, loader: Loader
) -> None:
    releases.publish(FIRST, loader=loader)
    releases.publish(SECOND, loader=loader)
    assert releases.rollback(loader=loader).id == FIRST.identity
    assert count(releases.get_current(), get_store(loader)) == 1
    forget(get_store(loader), SECOND.identity)
    assert releases.rollback(SECOND.identity, loader=loader).id == SECOND.identity
    assert count(releases.get_current(), get_store(loader)) == COUNT


def test_what_is_not_kept_is_taken_out_and_what_others_published_stays(
    releases: Releases, loader: Loader, tmp_path: Path
) -> None:
    elsewhere = Releases(tmp_path / "elsewhere")
    others = elsewhere.publish(content_of("third"), loader=loader).release
    old = releases.publish(FIRST, loader=loader).release
    releases.publish(SECOND, loader=loader)
    shutil.rmtree(old.folder)
    releases.publish(SECOND, loader=loader)
    with pytest.raises(StoreWithoutRelease):
        count(old, get_store(loader))
    assert count(others, get_store(loader)) == 1
    assert count(releases.get_current(), get_store(loader)) == COUNT


def build_sizes(*texts: str) -> Content:
    """A place with these whole numbers as its size."""
    size, integer = NamedNode("http://schema.org/size"), NamedNode(f"{XSD}integer")
    quads = [
        Quad(NamedNode(place("hall")), size, Literal(text, datatype=integer), SOURCE)
        for text in texts
    ]
    return made_of(quads, {})


def test_a_store_that_keeps_less_than_it_was_sent_is_found_out(
    releases: Releases, virtuoso: RunningEngine
) -> None:
    # Two terms for our own store, one value for this engine.
    content = build_sizes("1", " 1")
    releases.publish(FIRST)
    with pytest.raises(StoreCountsDiffer) as caught:
        releases.publish(content, loader=Loader((virtuoso.store,)))
    assert (caught.value.sent, caught.value.found) == (2, 1)
    assert SOURCE.value in str(caught.value)
    assert releases.get_current_id() == FIRST.identity
    with pytest.raises(StoreWithoutRelease):
        count(releases.get(content.identity), virtuoso.store)
    forget(virtuoso.store, content.identity)


def test_two_spellings_of_one_value_are_one_statement_of_every_store(
    releases: Releases, engine: RunningEngine
) -> None:
    content = build_sizes("1", "01")
    release = releases.publish(content, loader=Loader((engine.store,))).release
    assert count(release, engine.store) == 1
    forget(engine.store, content.identity)


def test_wrong_credentials_are_an_error_and_nothing_is_switched(
    releases: Releases, virtuoso: RunningEngine
) -> None:
    by_update = RemoteStore(virtuoso.store.query, virtuoso.store.update, "", "virtuoso")
    releases.publish(FIRST)
    for store in (virtuoso.store, by_update):
        with credentials("dba", "wrong"), pytest.raises(StoreRefusesLoading) as caught:
            releases.publish(SECOND, loader=Loader((store,)))
        assert "TERRIL_STORE_PASSWORD" in str(caught.value)
        assert "wrong" not in str(caught.value)
        assert releases.get_current_id() == FIRST.identity


def test_an_address_that_takes_no_updates_is_an_error(
    releases: Releases, oxigraph: RunningEngine
) -> None:
    store = RemoteStore(oxigraph.store.query, oxigraph.store.query)
    with pytest.raises(StoreRefusesLoading) as caught:
        releases.publish(FIRST, loader=Loader((store,)))
    assert oxigraph.store.query in str(caught.value)
    assert releases.get_current_id() is None


def test_a_store_that_is_not_there_is_an_error(releases: Releases) -> None:
    gone = "http://127.0.0.1:9/"
    with pytest.raises(StoreSilent) as caught:
        releases.publish(FIRST, loader=Loader((RemoteStore(gone, gone),)))
    assert gone in str(caught.value)
    assert "Start it" in str(caught.value)
    assert releases.get_current_id() is None


def test_a_store_that_cannot_be_tidied_is_left_for_the_next_time(
    caplog: pytest.LogCaptureFixture,
) -> None:
    gone = "http://127.0.0.1:9/"
    forget(RemoteStore(gone, gone), FIRST.identity)
    assert "was not tidied" in caplog.text


def test_both_ways_of_writing_give_the_same(releases: Releases, engine: RunningEngine) -> None:
    release = releases.publish(SECOND).release
    ways = (engine.store.graph_store, "")
    for graph_store in ways:
        store = RemoteStore(
            engine.store.query, engine.store.update, graph_store, engine.store.engine
        )
        assert Loader((store,)).load(release, ignore_progress)
        assert count(release, store) == COUNT
        forget(store, release.id)
        assert not ReleaseLoader(store, in_store(release, store).graphs).is_whole()


def in_store(release: Release, store: RemoteStore) -> RemoteRelease:
    found = select_store(release, (store,))
    assert not isinstance(found, Path)
    return found
