"""Errors of the parameters of stored queries."""

from __future__ import annotations

from dataclasses import dataclass

from terril.model.errors.queries import QueryError
from terril.model.languages import gettext


class ParameterError(QueryError):
    """Parameters that a stored query cannot take."""


@dataclass(eq=False)
class BadParameter(ParameterError):
    """An invalid value of a parameter; ``wanted`` is a phrase to translate, with an example."""

    name: str
    value: str
    wanted: str
    sentence = (
        "“{value}” cannot be the value of the parameter “{name}”. Write {wanted}, for example."
    )

    def message(self, language: str) -> str:
        """Return what is wrong and what to write, in a language."""
        wanted = gettext(self.wanted, language)
        return gettext(self.sentence, language, name=self.name, value=self.value, wanted=wanted)


@dataclass(eq=False)
class MissingParameter(ParameterError):
    """A required parameter without a value."""

    query: str
    name: str
    sentence = (
        "The query “{query}” cannot be answered without the parameter “{name}”. "
        "Give it a value: {name}=…"
    )


@dataclass(eq=False)
class UnknownParameter(ParameterError):
    """A parameter that the query does not have; ``known`` are those that it has."""

    query: str
    name: str
    known: tuple[str, ...]
    sentence = "The query “{query}” has no parameter “{name}”. It takes these: {known}."

    def message(self, language: str) -> str:
        """Return what is wrong and which parameters there are, in a language."""
        if not self.known:
            return gettext(
                "The query “{query}” takes no parameters. Take “{name}” away.",
                language,
                query=self.query,
                name=self.name,
            )
        known = ", ".join(self.known)
        return gettext(self.sentence, language, query=self.query, name=self.name, known=known)
