"""Every check of the doctor: a subject a file, in the order in which they are told."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from terril.doctor.checks import (
    catalogue,
    cors,
    crawling,
    datasets,
    endpoint,
    files,
    form,
    links,
    negotiation,
    paging,
    proxy,
    shapes,
    terms,
    transport,
    when_where,
)
from terril.doctor.findings import Rule, Subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

MODULES: tuple[tuple[Subject, ModuleType], ...] = (
    (Subject.TRANSPORT, transport),
    (Subject.FORMAT, form),
    (Subject.PAGING, paging),
    (Subject.CATALOGUE, catalogue),
    (Subject.DATASETS, datasets),
    (Subject.DATASETS, terms),
    (Subject.DATASETS, when_where),
    (Subject.FILES, files),
    (Subject.SHAPES, shapes),
    (Subject.LINKS, links),
    (Subject.NEGOTIATION, negotiation),
    (Subject.ENDPOINT, endpoint),
    (Subject.CORS, cors),
    (Subject.PROXY, proxy),
    (Subject.CRAWLING, crawling),
)


@cache
def rules() -> Mapping[str, tuple[Subject, Rule]]:
    """Every rule by its code."""
    return {
        rule.code: (subject, rule)
        for subject, module in MODULES
        for rule in vars(module).values()
        if isinstance(rule, Rule)
    }
