"""Settings of a town as one frozen ``Config``; an unknown key is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, convert, field
from msgspec.structs import force_setattr

from terril.model.addresses import DERIVED, KIND, Addresses
from terril.model.languages import gettext_noop
from terril.town.config.tables import (
    ADDRESSES,
    Contact,
    Engine,
    Limits,
    Look,
    Publisher,
    Settings,
    Store,
)
from terril.town.config.values import HostName, InvalidSetting, Language, check_http_address

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Config",
    "Engine",
    "InvalidSetting",
    "Limits",
    "Look",
    "Publisher",
    "Settings",
    "Store",
    "check_http_address",
    "parse_config",
]


class Config(Settings, frozen=True, kw_only=True):
    """The settings of one town."""

    base: Annotated[str, Meta(description="base IRI of the town's things; ends in a slash")]
    name: Annotated[
        dict[Language, str], Meta(min_length=1, description="the town's name in each language")
    ]
    languages: Annotated[
        tuple[Language, ...], Meta(min_length=1, description="of the data, preferred first")
    ]
    licence: Annotated[str, Meta(description="IRI of the licence of the data")]
    licence_name: Annotated[dict[Language, str], Meta(description="its name")] = field(
        default_factory=dict
    )
    notice: Annotated[
        dict[Language, str],
        Meta(
            description="a sentence for every page and for the catalogue if the town does not "
            "publish this itself, one for each language"
        ),
    ] = field(default_factory=dict)
    country: Annotated[
        Annotated[str, Meta(pattern=r"^[a-z]{2}\Z")] | None,
        Meta(description="country whose extra shapes apply: fr"),
    ] = None
    graphs: Annotated[
        tuple[str, ...], Meta(min_length=1, description="folders of data/, each a named graph")
    ] = ("source", "editorial", "external")
    also_describes: Annotated[
        tuple[str, ...],
        Meta(description="beginnings of foreign IRIs that the data may describe"),
    ] = ()
    service_hosts: Annotated[
        tuple[HostName, ...],
        Meta(
            description="hosts that a query may ask with SERVICE, over https: query.wikidata.org"
        ),
    ] = ()
    page_size: Annotated[int, Meta(ge=1, le=1000, description="things on a page of a list")] = 100
    publisher: Annotated[Publisher, Meta(description="who answers for the data")]
    contact: Annotated[Contact, Meta(description="whom to write to")]
    limits: Annotated[Limits, Meta(description="what one query may use")] = field(
        default_factory=Limits
    )
    look: Annotated[Look, Meta(description="what the pages look like")] = field(
        default_factory=Look
    )
    store: Annotated[Store, Meta(description="another engine that answers queries")] = field(
        default_factory=Store
    )

    def __post_init__(self) -> None:
        _check_base(self.base)
        check_http_address("licence", self.licence)
        for graph in self.graphs:
            _check_graph(graph)
        written = {tag: text for tag, text in self.notice.items() if text.strip()}
        force_setattr(self, "notice", written)

    @property
    def addresses(self) -> Addresses:
        """The IRI policy of the town."""
        return Addresses(self.base)


def _check_base(base: str) -> None:
    check_http_address("base", base)
    if not base.endswith("/") or "?" in base or "#" in base:
        raise InvalidSetting(
            "base",
            gettext_noop("it must end in a slash, such as “https://data.town.example/”."),
        )


def _check_graph(graph: str) -> None:
    if not KIND.fullmatch(graph):
        raise InvalidSetting(
            "graphs",
            gettext_noop("“{graph}” is not a name of small letters, digits and hyphens."),
            graph=graph,
        )
    if graph == DERIVED:
        raise InvalidSetting(
            "graphs",
            gettext_noop("“{graph}” is the graph that the publisher itself completes."),
            graph=graph,
        )


def parse_config(values: Mapping[str, object]) -> Config:
    """Return the settings that the tables of a ``town.toml`` state.

    Raises:
        msgspec.ValidationError: a key is unknown or missing, or a value is none of its setting.
    """
    store = values.get("store")
    if isinstance(store, str | list):
        store = {"query": store}
    if isinstance(store, dict):
        # One address stands for a list of one.
        listed = {
            key: [value] if key in ADDRESSES and isinstance(value, str) else value
            for key, value in store.items()
        }
        values = {**values, "store": listed}
    return convert(values, Config, strict=False)
