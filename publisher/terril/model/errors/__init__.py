"""The tree of errors, and the one module that other packages import them from.

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
    │   └── NoTarget             shapes without a focus node in the data
    ├── FileChanged              a file changed while it was read
    ├── WorkFolderUnwritable     no space for temporary files, or no permission
    ├── ModelError               a file of the model itself is broken
    │   └── ShapesError          the town's own shapes are ill-formed
    ├── InvalidIri               a text that is no IRI, where one is needed
    ├── NotConforming            the data breaks the shapes
    ├── ReleaseError
    │   ├── NoRelease            nothing has been published
    │   ├── UnknownRelease       no release has that id
    │   │   └── ReleaseNotKept   a client requests an older release
    │   ├── AmbiguousRelease     a prefix of several ids
    │   ├── NoEarlierRelease     nothing to go back to
    │   ├── DamagedRelease       a file is not as its manifest says
    │   ├── NoSearchIndex        a release from before there was one
    │   ├── ConcurrentPublication another publish is at work
    │   ├── ReleasesUnwritable   no space, or no permission
    │   └── UnsupportedSystem    no lock for the folder of releases
    ├── NewTownError             a town cannot be created
    │   ├── FolderInUse          its folder holds something
    │   ├── FolderUnwritable     no space, or no permission
    │   ├── BadName              it has no name
    │   ├── BadBase              its base is no address
    │   └── BadLanguage          not a language tag
    ├── StoreError               the store behind an endpoint cannot be loaded
    │   ├── StoreSilent          it does not answer
    │   ├── StoreRefusesLoading  it refuses updates
    │   ├── StoreCountsDiffer    it holds other counts than were sent
    │   └── StoreNotReplicated   a replica lacks what another has
    ├── WorkerKilled             a worker process ended by itself
    ├── PortUnavailable          the server cannot listen
    ├── SiteSilent               a site does not answer the doctor
    ├── NoCatalogue              it has no catalogue
    └── QueryError
        ├── QuerySyntax          not SPARQL
        ├── UnknownFunction      a function that is not known
        ├── QueryTooDeep         nested deeper than the engine supports
        ├── QueryTooIntricate    a longer chain than the engine supports
        ├── QueryTooLong         longer than the limit
        ├── QueryRefused         an update, or SERVICE
        ├── ServiceNotAllowed    SERVICE with a host that is not allowed
        ├── ServiceFailed        an allowed host gave no usable response
        ├── QueryTimeout         over the time limit
        ├── QueryMemory          over the memory limit
        ├── QueryFailed          the engine stopped for another reason
        ├── QueryUnsortable      values that the engine cannot sort
        ├── AnswerTooLarge       more bytes than an answer may have
        ├── AnswerTooManyRows    more rows than an answer may have
        ├── AnswerUnwritable     a statement that the format cannot express
        ├── CharacterUnwritable  a character that the format cannot express
        ├── AnswerBeyondRdf      a term that RDF 1.1 does not have
        ├── AnswerCut            at the row limit of the remote store
        ├── StoreUnreachable     the remote store does not answer
        ├── StoreWithoutRelease  the remote store lacks the release
        ├── QueryQueueFull       the queue is full
        └── ParameterError       invalid parameters of a stored query
            ├── BadParameter     an invalid value
            ├── MissingParameter a required value
            └── UnknownParameter an unknown parameter

An error carries fields; its sentence states the remedy. HTTP statuses are assigned in
``representations/service/problem_types.py`` (queries) and ``web/http/problems.py``, exit codes in
``cli/terminal.py``.
"""

from __future__ import annotations

from terril.model.errors.base import TerrilError
from terril.model.errors.data import (
    DataMissing,
    EmptyFolder,
    FileChanged,
    InvalidIri,
    ModelError,
    NoFolder,
    NoTarget,
    NotConforming,
    ShapesError,
    UnknownFolder,
    WorkFolderUnwritable,
)
from terril.model.errors.environment import (
    BadSetting,
    NoCatalogue,
    NoTown,
    PortUnavailable,
    SettingsError,
    SiteSilent,
    UnknownSetting,
    WorkerKilled,
)
from terril.model.errors.new_town import (
    BadBase,
    BadLanguage,
    BadName,
    FolderInUse,
    FolderUnwritable,
    NewTownError,
)
from terril.model.errors.parameters import (
    BadParameter,
    MissingParameter,
    ParameterError,
    UnknownParameter,
)
from terril.model.errors.queries import (
    AnswerBeyondRdf,
    AnswerCut,
    AnswerTooLarge,
    AnswerTooManyRows,
    AnswerUnwritable,
    CharacterUnwritable,
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
    QueryUnsortable,
    ServiceFailed,
    ServiceNotAllowed,
    StoreUnreachable,
    StoreWithoutRelease,
    UnknownFunction,
)
from terril.model.errors.releases import (
    AmbiguousRelease,
    ConcurrentPublication,
    DamagedRelease,
    NoEarlierRelease,
    NoRelease,
    NoSearchIndex,
    ReleaseError,
    ReleaseNotKept,
    ReleasesUnwritable,
    UnknownRelease,
    UnsupportedSystem,
)
from terril.model.errors.stores import (
    StoreCountsDiffer,
    StoreError,
    StoreNotReplicated,
    StoreRefusesLoading,
    StoreSilent,
)

__all__ = [
    "AmbiguousRelease",
    "AnswerBeyondRdf",
    "AnswerCut",
    "AnswerTooLarge",
    "AnswerTooManyRows",
    "AnswerUnwritable",
    "BadBase",
    "BadLanguage",
    "BadName",
    "BadParameter",
    "BadSetting",
    "CharacterUnwritable",
    "ConcurrentPublication",
    "DamagedRelease",
    "DataMissing",
    "EmptyFolder",
    "FileChanged",
    "FolderInUse",
    "FolderUnwritable",
    "InvalidIri",
    "MissingParameter",
    "ModelError",
    "NewTownError",
    "NoCatalogue",
    "NoEarlierRelease",
    "NoFolder",
    "NoRelease",
    "NoSearchIndex",
    "NoTarget",
    "NoTown",
    "NotConforming",
    "ParameterError",
    "PortUnavailable",
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
    "QueryUnsortable",
    "ReleaseError",
    "ReleaseNotKept",
    "ReleasesUnwritable",
    "ServiceFailed",
    "ServiceNotAllowed",
    "SettingsError",
    "ShapesError",
    "SiteSilent",
    "StoreCountsDiffer",
    "StoreError",
    "StoreNotReplicated",
    "StoreRefusesLoading",
    "StoreSilent",
    "StoreUnreachable",
    "StoreWithoutRelease",
    "TerrilError",
    "UnknownFolder",
    "UnknownFunction",
    "UnknownParameter",
    "UnknownRelease",
    "UnknownSetting",
    "UnsupportedSystem",
    "WorkFolderUnwritable",
    "WorkerKilled",
]
