"""A release is loaded into every replica; one that cannot be is named, for the next time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.engines import RunningEngine
from terril.model.errors import StoreNotReplicated, StoreSilent
from terril.release import Loader, Releases, Step, remote_copies
from terril.store.remote import ReleaseLoader, RemoteStore
from tests.release.made_up import BASE, content_of, many

GONE = RemoteStore("http://127.0.0.1:9/query", "http://127.0.0.1:9/update")
FIRST = content_of("park")
SECOND = many("b", 300)


@pytest.fixture
def stores(servers: list[RunningEngine]) -> tuple[RemoteStore, ...]:
    return tuple(one.store for one in servers)


def has_current(releases: Releases, store: RemoteStore) -> bool:
    graphs = remote_copies.locate_in_store(releases.get_current(), (store,)).graphs
    return ReleaseLoader(store, graphs).is_whole()


def test_every_replica_is_loaded_and_tidied(
    releases: Releases, stores: tuple[RemoteStore, ...]
) -> None:
    heard: list[tuple[int, int]] = []

    def record(step: Step, done: int, total: int) -> None:
        if step is Step.LOAD:
            heard.append((done, total))

    loader = Loader(stores)
    published = releases.publish(FIRST, record, loader)
    assert published.loaded
    assert published.replicas == tuple(one.query for one in stores)
    assert published.skipped == ()
    assert [has_current(releases, one) for one in stores] == [True, True]
    # A statement in its graph and in the default graph, twice.
    assert heard[0] == (0, 4)
    assert heard[-1] == (4, 4)
    assert heard == sorted(heard)
    loader.remove_unkept(BASE, {FIRST.identity}, set())
    assert [has_current(releases, one) for one in stores] == [False, False]


def test_a_replica_that_is_down_is_named_and_loaded_the_next_time(
    releases: Releases, stores: tuple[RemoteStore, ...]
) -> None:
    published = releases.publish(FIRST, loader=Loader((stores[0], GONE)))
    assert published.switched
    assert published.replicas == (stores[0].query,)
    (error,) = published.skipped
    assert isinstance(error, StoreSilent)
    for language, words in (("en", "skip it until"), ("fr", "laissent de côté")):
        sentence = error.describe_skipped(language)
        assert "127.0.0.1:9" in sentence
        assert words in sentence
        assert "terril publish" in sentence
    again = releases.publish(FIRST, loader=Loader(stores))
    assert (again.switched, again.loaded, again.skipped) == (False, True, ())
    assert [has_current(releases, one) for one in stores] == [True, True]


def test_with_all_replicas_down_nothing_is_switched(
    releases: Releases, stores: tuple[RemoteStore, ...]
) -> None:
    releases.publish(FIRST, loader=Loader(stores))
    with pytest.raises(StoreSilent):
        releases.publish(
            SECOND, loader=Loader((GONE, replace(GONE, update="http://127.0.0.1:1/")))
        )
    assert releases.get_current_id() == FIRST.identity


def test_going_back_loads_the_replicas_that_lack_the_release(
    releases: Releases, stores: tuple[RemoteStore, ...]
) -> None:
    releases.publish(FIRST, loader=Loader(stores[:1]))
    releases.publish(SECOND, loader=Loader(stores))
    loader = Loader((*stores, GONE))
    assert releases.rollback(loader=loader).id == FIRST.identity
    assert [has_current(releases, one) for one in stores] == [True, True]
    assert [error.address for error in loader.skipped] == [GONE.query]


def test_replicas_that_replicate_themselves_are_loaded_once(
    releases: Releases, stores: tuple[RemoteStore, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = stores[0]
    # Two addresses of one server see what is written to it.
    other = replace(written, query=written.query.replace("127.0.0.1", "localhost"))
    published = releases.publish(FIRST, loader=Loader((written, other)))
    assert published.replicas == (written.query, other.query)
    assert published.skipped == ()

    # Nothing replicates to this one.
    late = replace(written, query=stores[1].query)
    monkeypatch.setattr(remote_copies, "REPLICATION_SECONDS", 0.1)
    published = releases.publish(SECOND, loader=Loader((written, late)))
    assert published.replicas == (written.query,)
    (error,) = published.skipped
    assert isinstance(error, StoreNotReplicated)
    assert late.query in str(error)
    assert not has_current(releases, late)
