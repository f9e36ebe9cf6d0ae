"""Hold the addresses of a remote store, and read its credentials."""

from __future__ import annotations

import os
from dataclasses import dataclass

USER_VARIABLE = "TERRIL_STORE_USER"
PASSWORD_VARIABLE = "TERRIL_STORE_PASSWORD"  # noqa: S105  # the name of a variable


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """The addresses of a store, or of one replica of it.

    Attributes:
        query: of its SPARQL 1.1 endpoint for queries.
        update: of its endpoint for SPARQL 1.1 Update.
        graph_store: of its SPARQL 1.1 Graph Store Protocol, by which it is loaded if given.
        engine: a key of ``dialects.DIALECTS``.
    """

    query: str
    update: str
    graph_store: str = ""
    engine: str = "standard"


def read_credentials() -> tuple[str, str] | None:
    """Return user and password of the environment for the store; ``None`` without password.

    An engine that wants a token has it as the password, and the user is ``""``.
    """
    user = os.environ.get(USER_VARIABLE, "")
    password = os.environ.get(PASSWORD_VARIABLE, "")
    return (user, password) if password else None
