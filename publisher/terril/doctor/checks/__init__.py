"""List the modules of checks by subject, in the order of the reports."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from terril.doctor.checks.catalogue import (
    catalogue_properties,
    controlled_terms,
    dataset_properties,
    dcat_shapes,
    distribution_properties,
    periods_and_places,
    rdf_form,
)
from terril.doctor.checks.site import (
    content_negotiation,
    cors,
    crawler_files,
    hydra_paging,
    links,
    proxy,
    sparql_endpoints,
    transport,
)
from terril.doctor.findings import Rule, Subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

MODULES: tuple[tuple[Subject, ModuleType], ...] = (
    (Subject.TRANSPORT, transport),
    (Subject.FORMAT, rdf_form),
    (Subject.PAGING, hydra_paging),
    (Subject.CATALOGUE, catalogue_properties),
    (Subject.DATASETS, dataset_properties),
    (Subject.DATASETS, controlled_terms),
    (Subject.DATASETS, periods_and_places),
    (Subject.FILES, distribution_properties),
    (Subject.SHAPES, dcat_shapes),
    (Subject.LINKS, links),
    (Subject.NEGOTIATION, content_negotiation),
    (Subject.ENDPOINT, sparql_endpoints),
    (Subject.CORS, cors),
    (Subject.PROXY, proxy),
    (Subject.CRAWLING, crawler_files),
)


@cache
def collect_rules() -> Mapping[str, tuple[Subject, Rule]]:
    """Return every rule with its subject, by code."""
    return {
        rule.code: (subject, rule)
        for subject, module in MODULES
        for rule in vars(module).values()
        if isinstance(rule, Rule)
    }
