"""Serve ``/metrics``: counts and times of requests and queries, in Prometheus' text format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from terril.web.http.headers import measure_request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prometheus_client.core import Metric

    from terril.town.served_release import ServedRelease

NO_RULE = "none"


def install(app: Flask, get_served: Callable[[], ServedRelease]) -> CollectorRegistry:
    """Count the requests of an application in a new registry.

    Args:
        app: the application.
        get_served: returns the release that is served, with its workers.
    """
    registry = CollectorRegistry()
    labels = ("address", "method", "status")
    requests = Counter("terril_requests", "Requests answered.", labels, registry=registry)
    seconds = Histogram(
        "terril_request_seconds", "Time until the answer.", ("address",), registry=registry
    )
    registry.register(_QueryCollector(get_served))

    @app.after_request
    def _count(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else NO_RULE
        # Clients may invent methods; only the known ones get a series of their own.
        method = request.method if request.url_rule else NO_RULE
        requests.labels(rule, method, str(response.status_code)).inc()
        seconds.labels(rule).observe(measure_request())
        return response

    return registry


def metrics(registry: CollectorRegistry) -> Response:
    """Return the metrics as text."""
    response = Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    response.headers["Cache-Control"] = "no-store"
    return response


class _QueryCollector(Collector):
    """Metrics of the query workers, read when they are collected.

    The counts restart at 0 with each release, which Prometheus treats like a restart.
    """

    def __init__(self, get_served: Callable[[], ServedRelease]) -> None:
        self._get_served = get_served

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics of the workers and of the answer cache."""
        served = self._get_served()
        pool = served.workers.statistics()
        cache = served.answer_cache.statistics
        yield GaugeMetricFamily("terril_queries_running", "Queries at work.", pool.running)
        yield GaugeMetricFamily("terril_queries_waiting", "Length of the queue.", pool.waiting)
        counts = (
            ("terril_queries_answered", "Queries that an engine answered.", pool.answered),
            ("terril_queries_failed", "Queries without an answer.", pool.failed),
            ("terril_worker_restarts", "Workers that were replaced.", pool.restarts),
            ("terril_answers_from_memory", "Answers that were kept.", cache.hits),
            ("terril_answers_shared", "Queries that waited for an equal one.", cache.joined),
        )
        for name, meaning, value in counts:
            yield CounterMetricFamily(name, meaning, value)
