"""Settings of a town as one frozen ``Config``; an unknown key is an error."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import (
    AnyHttpUrl,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)
from pyoxigraph import NamedNode

from terril.model.addresses import DERIVED, KIND, Addresses

HostName = Annotated[
    str, Field(max_length=253, pattern=r"^([a-z0-9-]{1,63}[.])+[a-z][a-z0-9-]{0,61}[a-z0-9]$")
]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]

MINIMUM_CONTRAST = 4.5
"""Contrast ratio of text and background (WCAG 2.2, success criterion 1.4.3)."""


class Settings(BaseModel):
    """A table of ``town.toml``: frozen, unknown keys forbidden."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def compute_contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of ``#rrggbb`` with white, from 1 to 21.

    Source: WCAG 2.2, definitions of relative luminance and contrast ratio.
    """
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    # sRGB to linear light, by the same definition.
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


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


class Publisher(Settings):
    """The publisher of the data."""

    name: dict[Language, str] = Field(description="its name, one for each language")
    iri: str = Field(description="its IRI, usually a thing of the town itself")
    kind: PublisherKind = Field(
        default="LocalAuthority",
        description=(
            "what it is, by the list of ADMS: LocalAuthority, NonProfitOrganisation, Company …; "
            "empty if none fits"
        ),
    )

    @field_validator("iri")
    @classmethod
    def _check_iri(cls, iri: str) -> str:
        # The value stays as it is written, so that it is the IRI of the data.
        AnyHttpUrl(iri)
        NamedNode(iri)
        return iri


class Contact(Settings):
    """The contact point of the data."""

    name: str = Field(description="a person or a service")
    url: AnyHttpUrl = Field(description="a page where people find how to write")
    email: str | None = Field(default=None, pattern=r"^[^@\s]+@[^@\s]+$", description="an address")


class Limits(Settings):
    """Resource limits of queries; the service description states them."""

    query_seconds: float = Field(
        default=10, gt=0, le=3600, description="wall-clock time, in seconds"
    )
    query_megabytes: int = Field(default=1024, ge=128, description="memory, in MB of 2^20 bytes")
    query_workers: int = Field(default=2, ge=1, le=64, description="queries answered at once")
    quick_seconds: float = Field(
        default=0.5,
        ge=0,
        le=60,
        description=(
            "while all workers are busy, each further query is tried for so long, so that an "
            "easy one never waits for hard ones; 0 for no trial"
        ),
    )
    query_queue: int = Field(default=32, ge=0, description="queries that may wait for a worker")
    query_bytes: int = Field(default=100_000, ge=1000, description="length of a query's text")
    answer_rows: int = Field(
        default=1_000_000, ge=1, description="rows of an answer; one with more is refused"
    )
    answer_cache_megabytes: int = Field(
        default=64, ge=0, description="memory for answers that are given again, in MB"
    )
    queries_per_minute: int = Field(
        default=300, ge=0, description="queries of one client in a minute; 0 for no limit"
    )
    older_releases: int = Field(
        default=3, ge=1, description="older releases open at once, each with a worker of its own"
    )
    query_depth: int = Field(default=100, ge=10, le=500, description="nesting of brackets")
    answer_megabytes: int = Field(default=256, ge=1, description="size of an answer, in MB")


def _list_address(value: object) -> object:
    """Return a single address as the list that it stands for."""
    return (value,) if isinstance(value, str) else value


StoreAddresses = Annotated[tuple[AnyHttpUrl, ...], BeforeValidator(_list_address)]
"""One address, or one for each replica."""


class Store(Settings):
    """The external engine that answers queries, if there is one."""

    query: StoreAddresses = Field(
        default=(),
        description=(
            "address of its SPARQL 1.1 endpoint, or a list of those of its replicas, which are "
            'asked in turn; `store = "…"` says this one alone'
        ),
    )
    update: StoreAddresses = Field(
        default=(),
        description=(
            "address for SPARQL Update, or a list with one for each replica; one address for "
            "several replicas if they replicate themselves; none: the same as for queries"
        ),
    )
    graph_store: StoreAddresses = Field(
        default=(),
        description=(
            "address of its Graph Store Protocol, which loads it faster; one or a list, as for "
            "`update`"
        ),
    )
    engine: Literal[
        "standard", "oxigraph", "virtuoso", "qlever", "graphdb", "fuseki", "neptune"
    ] = Field(default="standard", description="whose ways it has; see docs/scale.md")

    @field_validator("query", "update", "graph_store")
    @classmethod
    def _reject_credentials(cls, addresses: tuple[AnyHttpUrl, ...]) -> tuple[AnyHttpUrl, ...]:
        if any(address.username or address.password for address in addresses):
            raise ValueError(
                "user and password do not belong here; give them in the environment variables "
                "TERRIL_STORE_USER and TERRIL_STORE_PASSWORD"
            )
        if len(set(addresses)) < len(addresses):
            raise ValueError("an address is in the list twice")
        return addresses

    @model_validator(mode="after")
    def _require_query_address(self) -> Self:
        if not self.query and (self.update or self.graph_store):
            raise ValueError("“query” is missing, the address that is asked")
        return self

    @model_validator(mode="after")
    def _require_address_of_each_replica(self) -> Self:
        for key, addresses in (("update", self.update), ("graph_store", self.graph_store)):
            if len(addresses) not in (0, 1, len(self.query)):
                raise ValueError(
                    f"“{key}” has {len(addresses)} addresses and “query” {len(self.query)}: give "
                    "one for each replica in the same order, or a single one if the replicas "
                    "replicate themselves"
                )
        return self


class Look(Settings):
    """The appearance of pages. They load nothing from other hosts unless map tiles are set."""

    colour: str = Field(
        default="#0b5a3c",
        pattern=r"^#[0-9a-fA-F]{6}$",
        description="of links, buttons and markers, as #rrggbb; dark enough to be read on white",
    )
    logo: str = Field(
        default="",
        pattern=r"^([a-z0-9][a-z0-9-]*[.](svg|png|webp))?$",
        description="a picture beside town.toml, shown before the name: logo.svg",
    )
    map_tiles: str = Field(
        default="",
        pattern=r"^(https://[^ \"'<>]+[{]z[}][^ \"'<>]*)?$",
        description="address of map tiles with {z}, {x} and {y}; empty for a plain ground",
    )
    map_credit: str = Field(default="", description="whose tiles they are, shown beside maps")

    @field_validator("colour")
    @classmethod
    def _check_contrast(cls, colour: str) -> str:
        if compute_contrast_with_white(colour) < MINIMUM_CONTRAST:
            raise ValueError("it is too light to be read on white: take a darker one")
        return colour


class Config(Settings):
    """The settings of one town."""

    base: str = Field(description="base IRI of the town's things; ends in a slash")
    name: dict[Language, str] = Field(min_length=1, description="the town's name in each language")
    languages: tuple[Language, ...] = Field(
        min_length=1, description="of the data, preferred first"
    )
    licence: AnyHttpUrl = Field(description="IRI of the licence of the data")
    licence_name: dict[Language, str] = Field(default_factory=dict, description="its name")
    notice: dict[Language, str] = Field(
        default_factory=dict,
        description=(
            "a sentence for every page and for the catalogue if the town does not publish this "
            "itself, one for each language"
        ),
    )
    country: str | None = Field(
        default=None, pattern=r"^[a-z]{2}$", description="country whose extra shapes apply: fr"
    )
    graphs: tuple[str, ...] = Field(
        default=("source", "editorial", "external"),
        min_length=1,
        description="folders of data/, each a named graph",
    )
    also_describes: tuple[str, ...] = Field(
        default=(), description="beginnings of foreign IRIs that the data may describe"
    )
    service_hosts: tuple[HostName, ...] = Field(
        default=(),
        description="hosts that a query may ask with SERVICE, over https: query.wikidata.org",
    )
    page_size: int = Field(default=100, ge=1, le=1000, description="things on a page of a list")
    publisher: Publisher = Field(description="who answers for the data")
    contact: Contact = Field(description="whom to write to")
    limits: Limits = Field(default_factory=Limits, description="what one query may use")
    look: Look = Field(default_factory=Look, description="what the pages look like")

    store: Store = Field(default_factory=Store, description="another engine that answers queries")

    @field_validator("notice")
    @classmethod
    def _drop_empty_texts(cls, notice: dict[str, str]) -> dict[str, str]:
        return {tag: text for tag, text in notice.items() if text.strip()}

    @field_validator("store", mode="before")
    @classmethod
    def _expand_address(cls, store: object) -> object:
        return {"query": store} if isinstance(store, str | list) else store

    @field_validator("base")
    @classmethod
    def _check_base(cls, base: str) -> str:
        AnyHttpUrl(base)
        if not base.endswith("/") or "?" in base or "#" in base:
            raise ValueError('it must end in a slash, such as "https://data.town.example/"')
        return base

    @field_validator("graphs")
    @classmethod
    def _check_graphs(cls, graphs: tuple[str, ...]) -> tuple[str, ...]:
        for graph in graphs:
            if not KIND.fullmatch(graph):
                raise ValueError(f"“{graph}” is not a name of small letters, digits and hyphens")
            if graph == DERIVED:
                raise ValueError(f"“{graph}” is the graph that the publisher itself completes")
        return graphs

    @property
    def addresses(self) -> Addresses:
        """The IRI policy of the town."""
        return Addresses(self.base)
