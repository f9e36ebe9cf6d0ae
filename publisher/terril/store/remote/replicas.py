"""Send queries to the replicas of a remote store in turn, and skip those that cannot answer."""

from __future__ import annotations

import time
from itertools import count
from typing import IO, TYPE_CHECKING

from terril.store.remote.client import query_store, read_boolean
from terril.store.remote.registry import build_whole_query
from terril.store.workers import Cause, Failure, NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terril.store.remote.release_graphs import RemoteRelease
    from terril.store.remote.remote_store import RemoteStore

CHECK_SECONDS = 5.0
"""After which it is checked again that a replica has the whole release."""
CHECK_LIMIT = 2.0
"""Seconds for that check, while another replica can still be tried."""
SKIP_SECONDS = 15.0
ATTEMPTS = 2
FINAL = frozenset({Cause.TIME, Cause.CUT, Cause.LARGE})
"""Failures that are the query's: another replica would spend as much on it again."""


class _Replica:
    """One replica, as this process has found it."""

    def __init__(self, store: RemoteStore) -> None:
        self.store = store
        self.checked = self.failed = float("-inf")

    def record_failure(self, now: float) -> None:
        self.checked, self.failed = float("-inf"), now


class Replicas:
    """The replicas that may have a release, with what this process knows of each.

    Args:
        release: which, and where.
        most: bytes of results that are taken from a replica.
        first: number of the replica to begin with, so that processes begin with different ones.
        skip_seconds: for which a replica that failed is tried after the others only.
    """

    def __init__(
        self,
        release: RemoteRelease,
        most: int,
        first: int = 0,
        skip_seconds: float = SKIP_SECONDS,
    ) -> None:
        self._graphs = release.graphs
        self._most = most
        self._replicas = [_Replica(store) for store in release.stores]
        self._turns = count(first)
        self._skip_seconds = skip_seconds

    def query(self, text: str, deadline: float) -> IO[bytes]:
        """Return the JSON results of a query, whole, which the caller closes.

        Nothing of an answer is passed on before all of it is here, so that a query whose replica
        fails can be sent to another one, once.

        Args:
            text: SELECT or ASK.
            deadline: time of the monotonic clock.

        Raises:
            NoAnswerError: no replica gives an answer, or none has the release.
        """
        failures: list[Failure] = []
        attempts = 0
        order = self._order()
        for number, replica in enumerate(order, 1):
            try:
                self._require_whole(replica, deadline, last=number == len(order))
            except NoAnswerError as error:
                replica.record_failure(time.monotonic())
                failures.append(error.failure)
                continue
            try:
                return query_store(replica.store, text, _remaining(deadline), self._most)
            except NoAnswerError as error:
                _record(replica, error.failure)
                if error.failure.cause in FINAL:
                    raise
                failures.append(error.failure)
            attempts += 1
            if attempts == ATTEMPTS:
                break
        raise NoAnswerError(_choose(failures))

    def _order(self) -> Sequence[_Replica]:
        """Return all replicas in the order to try: in turn, those that failed of late last."""
        start = next(self._turns) % len(self._replicas)
        turned = [*self._replicas[start:], *self._replicas[:start]]
        now = time.monotonic()
        skip = self._skip_seconds
        return sorted(turned, key=lambda one: one.failed if now - one.failed < skip else 0)

    def _require_whole(self, replica: _Replica, deadline: float, *, last: bool) -> None:
        """Check that a replica has the whole release, since a missing one gives answers, too.

        Raises:
            NoAnswerError: it has not, or does not answer.
        """
        if time.monotonic() - replica.checked < CHECK_SECONDS:
            return
        seconds = _remaining(deadline) if last else min(CHECK_LIMIT, _remaining(deadline))
        try:
            found = query_store(
                replica.store, build_whole_query(self._graphs), seconds, self._most
            )
        except NoAnswerError as error:
            if last or error.failure.cause != Cause.TIME:
                raise
            reason = f"{replica.store.query}: no answer in {seconds:g} s"
            raise NoAnswerError(Failure(Cause.UNREACHABLE, reason)) from error
        with found:
            if not read_boolean(found):
                raise NoAnswerError(Failure(Cause.UNLOADED, self._graphs.release))
        replica.checked = time.monotonic()


def _record(replica: _Replica, failure: Failure) -> None:
    """Record that a query failed."""
    if failure.cause == Cause.UNREACHABLE:
        replica.record_failure(time.monotonic())
    elif failure.cause == Cause.TIME:
        # It may hang: the next query finds out.
        replica.checked = float("-inf")


def _remaining(deadline: float) -> float:
    """Return the seconds until a deadline.

    Raises:
        NoAnswerError: it has passed.
    """
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise NoAnswerError(Failure(Cause.TIME))
    return remaining


def _choose(failures: Sequence[Failure]) -> Failure:
    """Return the failure to report: an unreachable replica may have had the release."""
    unreachable = [one for one in failures if one.cause == Cause.UNREACHABLE]
    return (unreachable or list(failures))[-1]
