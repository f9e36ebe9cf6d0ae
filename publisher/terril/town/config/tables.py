"""The tables of ``town.toml`` below its top level."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from msgspec import Meta, Struct

from terril.model.languages import gettext_noop
from terril.town.config.values import (
    MINIMUM_CONTRAST,
    InvalidSetting,
    Language,
    check_http_address,
    compute_contrast_with_white,
)


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of ``town.toml``: frozen, unknown keys forbidden."""


PublisherKind = Literal[
    "",
    "Academia-ScientificOrganisation",
    "Company",
    "IndustryConsortium",
    "LocalAuthority",
    "NationalAuthority",
    "NonGovernmentalOrganisation",
    "NonProfitOrganisation",
    "RegionalAuthority",
    "StandardisationBody",
    "SupraNationalAuthority",
]
"""Kinds of publishers by ADMS, but for private persons; empty for none of them."""


Engine = Literal["standard", "oxigraph", "virtuoso", "qlever", "graphdb", "fuseki", "neptune"]


class Publisher(Settings, frozen=True):
    """The publisher of the data."""

    name: Annotated[dict[Language, str], Meta(description="its name, one for each language")]
    iri: Annotated[str, Meta(description="its IRI, usually a thing of the town itself")]
    kind: Annotated[
        PublisherKind,
        Meta(
            description="what it is, by the list of ADMS: LocalAuthority, "
            "NonProfitOrganisation, Company …; empty if none fits"
        ),
    ] = "LocalAuthority"

    def __post_init__(self) -> None:
        check_http_address("iri", self.iri)


class Contact(Settings, frozen=True):
    """The contact point of the data."""

    name: Annotated[str, Meta(description="a person or a service")]
    url: Annotated[str, Meta(description="a page where people find how to write")]
    email: Annotated[
        Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+\Z")] | None,
        Meta(description="an address"),
    ] = None

    def __post_init__(self) -> None:
        check_http_address("url", self.url)


class Limits(Settings, frozen=True):
    """Resource limits of queries; the service description states them."""

    query_seconds: Annotated[
        float, Meta(gt=0, le=3600, description="wall-clock time, in seconds")
    ] = 10
    query_megabytes: Annotated[int, Meta(ge=128, description="memory, in MB of 2^20 bytes")] = 1024
    query_workers: Annotated[int, Meta(ge=1, le=64, description="queries answered at once")] = 2
    quick_seconds: Annotated[
        float,
        Meta(
            ge=0,
            le=60,
            description="while all workers are busy, each further query is tried for so long, "
            "so that an easy one never waits for hard ones; 0 for no trial",
        ),
    ] = 0.5
    query_queue: Annotated[int, Meta(ge=0, description="queries that may wait for a worker")] = 32
    query_bytes: Annotated[int, Meta(ge=1000, description="length of a query's text")] = 100_000
    answer_rows: Annotated[
        int, Meta(ge=1, description="rows of an answer; one with more is refused")
    ] = 1_000_000
    answer_cache_megabytes: Annotated[
        int, Meta(ge=0, description="memory for answers that are given again, in MB")
    ] = 64
    queries_per_minute: Annotated[
        int, Meta(ge=0, description="queries of one client in a minute; 0 for no limit")
    ] = 300
    older_releases: Annotated[
        int, Meta(ge=1, description="older releases open at once, each with a worker of its own")
    ] = 3
    query_depth: Annotated[int, Meta(ge=10, le=500, description="nesting of brackets")] = 100
    answer_megabytes: Annotated[int, Meta(ge=1, description="size of an answer, in MB")] = 256


ADDRESSES = ("query", "update", "graph_store")
"""Settings of the store that take one address, or one for each replica."""


class Store(Settings, frozen=True):
    """The external engine that answers queries, if there is one."""

    query: Annotated[
        tuple[str, ...],
        Meta(
            description="address of its SPARQL 1.1 endpoint, or a list of those of its replicas, "
            'which are asked in turn; `store = "…"` says this one alone'
        ),
    ] = ()
    update: Annotated[
        tuple[str, ...],
        Meta(
            description="address for SPARQL Update, or a list with one for each replica; a single "
            "one for several replicas if they replicate themselves; none: the same as for queries"
        ),
    ] = ()
    graph_store: Annotated[
        tuple[str, ...],
        Meta(
            description="address of its Graph Store Protocol, which loads it faster; one or a "
            "list, as for `update`"
        ),
    ] = ()
    engine: Annotated[Engine, Meta(description="whose ways it has; see docs/scale.md")] = (
        "standard"
    )

    def __post_init__(self) -> None:
        if not self.query and (self.update or self.graph_store):
            raise InvalidSetting(
                "", gettext_noop("“query” is missing, the address that is asked.")
            )
        for key in ADDRESSES:
            addresses = getattr(self, key)
            for address in addresses:
                _check_endpoint(key, address)
            if len(set(addresses)) < len(addresses):
                raise InvalidSetting(key, gettext_noop("an address is in the list twice."))
            if len(addresses) not in (0, 1, len(self.query)):
                raise InvalidSetting(
                    key,
                    gettext_noop(
                        "it has {addresses} addresses, and “query” {replicas}: give one for each "
                        "replica, in the same order, or a single one if the replicas replicate "
                        "themselves."
                    ),
                    addresses=len(addresses),
                    replicas=len(self.query),
                )


def _check_endpoint(key: str, address: str) -> None:
    check_http_address(key, address)
    parts = urlsplit(address)
    if parts.username or parts.password:
        raise InvalidSetting(
            key,
            gettext_noop(
                "user and password do not belong here; give them in the environment variables "
                "TERRIL_STORE_USER and TERRIL_STORE_PASSWORD."
            ),
        )


class Look(Settings, frozen=True):
    """The appearance of pages. They load nothing from other hosts unless map tiles are set."""

    colour: Annotated[
        str,
        Meta(
            pattern=r"^#[0-9a-fA-F]{6}\Z",
            description="of links, buttons and markers, as #rrggbb; dark enough to be read on "
            "white",
        ),
    ] = "#0b5a3c"
    logo: Annotated[
        str,
        Meta(
            pattern=r"^([a-z0-9][a-z0-9-]*[.](svg|png|webp))?\Z",
            description="a picture beside town.toml, shown before the name: logo.svg",
        ),
    ] = ""
    map_tiles: Annotated[
        str,
        Meta(
            pattern=r"^(https://[^ \"'<>]+[{]z[}][^ \"'<>]*)?\Z",
            description="address of map tiles with {z}, {x} and {y}; empty for a plain ground",
        ),
    ] = ""
    map_credit: Annotated[str, Meta(description="whose tiles they are, shown beside maps")] = ""

    def __post_init__(self) -> None:
        if compute_contrast_with_white(self.colour) < MINIMUM_CONTRAST:
            raise InvalidSetting(
                "colour",
                gettext_noop("it is too light to be read on white: take a darker one."),
            )
