"""Everything that can go wrong, as one tree.

::

    TerrilError
    ├── SettingsError            town.toml cannot be used
    │   ├── NoTown               there is no town.toml
    │   ├── UnknownSetting       a key that no setting has
    │   └── BadSetting           a value that a setting cannot take
    ├── DataMissing              there is nothing to check
    │   ├── NoFolder             a graph without a folder
    │   ├── EmptyFolder          a folder without data
    │   ├── UnknownFolder        a folder that is no graph
    │   └── NoTarget             shapes that look at nothing in the data
    ├── ModelError               a file of the model itself is broken
    ├── CatalogueError           what is said of the catalogue cannot be read
    ├── NotConforming            the data breaks the shapes
    ├── ReleaseError
    │   ├── NoRelease            nothing has been published
    │   ├── UnknownRelease       no release has that id
    │   │   └── ReleaseNotKept   a client asks for one
    │   ├── AmbiguousRelease     several releases begin like that
    │   ├── NoEarlierRelease     nothing to go back to
    │   ├── DamagedRelease       a file is not as its manifest says
    │   ├── PublishingElsewhere  another publish is at work
    │   ├── ReleasesUnwritable   no space, or no permission
    │   └── UnsupportedSystem    no lock for the folder of releases
    ├── NewTownError             a town cannot be begun
    │   ├── FolderInUse          its folder holds something
    │   ├── FolderUnwritable     no space, or no permission
    │   ├── BadName              it has no name
    │   ├── BadBase              its base is no address
    │   └── BadLanguage          not a language tag
    ├── StoreError               the store behind an endpoint cannot be loaded
    │   ├── StoreSilent          it does not answer
    │   ├── StoreRefusesLoading  it does not let itself be changed
    │   └── StoreCountsDiffer    it has not what was sent
    ├── PortUnavailable          the server cannot listen
    ├── SiteSilent               a site to be examined does not answer
    ├── NoCatalogue              it has no catalogue
    └── QueryError
        ├── QuerySyntax          not SPARQL
        ├── QueryTooDeep         nested deeper than the engine stands
        ├── QueryTooIntricate    more parts in a chain than the engine stands
        ├── QueryTooLong         more text than is read
        ├── QueryRefused         an update, or SERVICE
        ├── ServiceNotAllowed    SERVICE with a host that the town does not allow
        ├── ServiceFailed        a host that is allowed gave no usable answer
        ├── QueryTimeout         the clock ran out
        ├── QueryMemory          the memory ran out
        ├── QueryFailed          the engine stopped for another reason
        ├── AnswerTooLarge       more bytes than an answer may have
        ├── AnswerTooManyRows    more rows than an answer may have
        ├── AnswerUnwritable     a statement that the format cannot say
        ├── AnswerCut            as many rows as a remote store gives at most
        ├── StoreUnreachable     the remote store does not answer
        ├── StoreWithoutRelease  the remote store has not the release
        ├── QueryQueueFull       too many others are waiting
        └── ParameterError       a stored query was asked with wrong parameters
            ├── BadParameter     a value that the parameter cannot have
            ├── MissingParameter a value that the query needs
            └── UnknownParameter the query has no parameter of that name

An error carries fields; its sentence tells a clerk what to do. Which status or exit code
it becomes is decided in ``web/problems.py`` and in ``cli/``.
"""

from __future__ import annotations

from terril.model.errors.base import TerrilError
from terril.model.errors.data import (
    CatalogueError,
    DataMissing,
    EmptyFolder,
    ModelError,
    NoFolder,
    NoTarget,
    NotConforming,
    UnknownFolder,
)
from terril.model.errors.doctor import NoCatalogue, SiteSilent
from terril.model.errors.new_town import (
    BadBase,
    BadLanguage,
    BadName,
    FolderInUse,
    FolderUnwritable,
    NewTownError,
)
from terril.model.errors.queries import (
    AnswerCut,
    AnswerTooLarge,
    AnswerTooManyRows,
    AnswerUnwritable,
    BadParameter,
    MissingParameter,
    ParameterError,
    QueryError,
    QueryFailed,
    QueryMemory,
    QueryQueueFull,
    QueryRefused,
    QuerySyntax,
    QueryTimeout,
    QueryTooDeep,
    QueryTooIntricate,
    QueryTooLong,
    ServiceFailed,
    ServiceNotAllowed,
    StoreUnreachable,
    StoreWithoutRelease,
    UnknownParameter,
)
from terril.model.errors.releases import (
    AmbiguousRelease,
    DamagedRelease,
    NoEarlierRelease,
    NoRelease,
    PublishingElsewhere,
    ReleaseError,
    ReleaseNotKept,
    ReleasesUnwritable,
    UnknownRelease,
    UnsupportedSystem,
)
from terril.model.errors.serving import PortUnavailable
from terril.model.errors.settings import (
    BadSetting,
    NoTown,
    SettingsError,
    UnknownSetting,
)
from terril.model.errors.stores import (
    StoreCountsDiffer,
    StoreError,
    StoreRefusesLoading,
    StoreSilent,
)

__all__ = [
    "AmbiguousRelease",
    "AnswerCut",
    "AnswerTooLarge",
    "AnswerTooManyRows",
    "AnswerUnwritable",
    "BadBase",
    "BadLanguage",
    "BadName",
    "BadParameter",
    "BadSetting",
    "CatalogueError",
    "DamagedRelease",
    "DataMissing",
    "EmptyFolder",
    "FolderInUse",
    "FolderUnwritable",
    "MissingParameter",
    "ModelError",
    "NewTownError",
    "NoCatalogue",
    "NoEarlierRelease",
    "NoFolder",
    "NoRelease",
    "NoTarget",
    "NoTown",
    "NotConforming",
    "ParameterError",
    "PortUnavailable",
    "PublishingElsewhere",
    "QueryError",
    "QueryFailed",
    "QueryMemory",
    "QueryQueueFull",
    "QueryRefused",
    "QuerySyntax",
    "QueryTimeout",
    "QueryTooDeep",
    "QueryTooIntricate",
    "QueryTooLong",
    "ReleaseError",
    "ReleaseNotKept",
    "ReleasesUnwritable",
    "ServiceFailed",
    "ServiceNotAllowed",
    "SettingsError",
    "SiteSilent",
    "StoreCountsDiffer",
    "StoreError",
    "StoreRefusesLoading",
    "StoreSilent",
    "StoreUnreachable",
    "StoreWithoutRelease",
    "TerrilError",
    "UnknownFolder",
    "UnknownParameter",
    "UnknownRelease",
    "UnknownSetting",
    "UnsupportedSystem",
]
