"""Errors of ``terril new``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from terril.model.errors.base import TerrilError

if TYPE_CHECKING:
    from pathlib import Path


class NewTownError(TerrilError):
    """A town that cannot be created; nothing was written."""


@dataclass(eq=False)
class FolderInUse(NewTownError):
    """A folder that exists and is not empty, or a file."""

    folder: Path
    sentence = "{folder} is there already and not empty. Name a folder that does not exist yet."


@dataclass(eq=False)
class FolderUnwritable(NewTownError):
    """A folder that cannot be created or written; ``reason`` is the message of the system."""

    folder: Path
    reason: str
    sentence = "The town's files cannot be written to {folder}: {reason}. Name another folder."


@dataclass(eq=False)
class BadName(NewTownError):
    """A name of nothing but blanks and control characters."""

    name: str
    sentence = "A town needs a name. Give it with --name."


@dataclass(eq=False)
class BadBase(NewTownError):
    """A base that is no absolute http or https IRI, or has a query or a fragment."""

    base: str
    sentence = (
        "“{base}” cannot be the base of the town's addresses. Give a whole address that ends "
        "in a slash, such as https://data.town.example/"
    )


@dataclass(eq=False)
class BadLanguage(NewTownError):
    """A value that is no language tag (RFC 5646)."""

    tag: str
    sentence = "“{tag}” is no language tag. Give a code such as fr, en or pt-BR with --lang."
