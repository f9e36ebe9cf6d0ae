"""``/metrics``: what the server does, for Prometheus and whatever else reads its text format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from terril.web.http.timing import seconds_until_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prometheus_client.core import Metric

    from terril.town.served_release import ServedRelease

NO_RULE = "none"


def install(app: Flask, served: Callable[[], ServedRelease]) -> CollectorRegistry:
    """Count every request from now on; what is counted is in the registry.

    Args:
        app: whose requests are counted.
        served: the release that is served, with its workers.
    """
    registry = CollectorRegistry()
    labels = ("address", "method", "status")
    requests = Counter("terril_requests", "Requests answered.", labels, registry=registry)
    seconds = Histogram(
        "terril_request_seconds", "Time until the answer.", ("address",), registry=registry
    )
    registry.register(_Queries(served))

    @app.after_request
    def _count(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else NO_RULE
        # A method is any word that a client invents; only those that we know are counted apart.
        method = request.method if request.url_rule else NO_RULE
        requests.labels(rule, method, str(response.status_code)).inc()
        seconds.labels(rule).observe(seconds_until_now())
        return response

    return registry


def metrics(registry: CollectorRegistry) -> Response:
    """The text that a monitor collects."""
    response = Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    response.headers["Cache-Control"] = "no-store"
    return response


class _Queries(Collector):
    """The query workers, looked at when they are asked for.

    The counts begin anew with each release, which readers of counters expect of a restart.
    """

    def __init__(self, served: Callable[[], ServedRelease]) -> None:
        self._opened = served

    def collect(self) -> Iterator[Metric]:
        """Each number of the workers and of the kept answers."""
        pool = self._opened().workers.statistics()
        asking = self._opened().answer_cache.statistics
        yield GaugeMetricFamily("terril_queries_running", "Queries at work.", pool.running)
        yield GaugeMetricFamily("terril_queries_waiting", "Length of the queue.", pool.waiting)
        counts = (
            ("terril_queries_answered", "Queries that an engine answered.", pool.answered),
            ("terril_queries_failed", "Queries without an answer.", pool.failed),
            ("terril_worker_restarts", "Workers that were replaced.", pool.restarts),
            ("terril_answers_from_memory", "Answers that were kept.", asking.hits),
            ("terril_answers_shared", "Queries that waited for an equal one.", asking.joined),
        )
        for name, meaning, value in counts:
            yield CounterMetricFamily(name, meaning, value)
