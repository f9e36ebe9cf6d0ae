"""Suppress SHACL results that follow from another finding, so that one error has one finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import SH

from terril.intake.locations.line_reader import RELATIVE
from terril.intake.locations.lines import Lines
from terril.intake.parser import UNREADABLE
from terril.intake.statement_rules import WRONG_SCHEMA

if TYPE_CHECKING:
    from rdflib.term import Node

    from terril.intake.shacl.results import ValidationResult
    from terril.intake.sources import Sources

NAMING = ("outside-base", "address-form", "relative-address")
# Constraints on existing statements; a file that could not be read does not affect them.
STANDING = (SH.MaxCountConstraintComponent, SH.UniqueLangConstraintComponent)


class ExplainedResults:
    """A filter of SHACL results that the findings of reading explain."""

    def __init__(self, sources: Sources) -> None:
        broken = {
            one.place.path for one in sources.findings if one.rule in UNREADABLE and one.place
        }
        unread = (file for file in sources.files if file.path in broken)
        self._text = "\n".join(Lines(file.content).text for file in unread)
        self._misnamed = {one.value for one in sources.findings if one.rule in NAMING}
        self._wrong_schema = any(one.rule == "schema-https" for one in sources.findings)

    def explains(self, result: ValidationResult) -> bool:
        """Return whether a result is probably a consequence of a finding of reading."""
        if isinstance(result.focus, BNode) or isinstance(result.value, BNode):
            return True
        if str(result.focus).startswith(RELATIVE):
            return True
        if str(result.value).removeprefix(RELATIVE) in self._misnamed:
            return True
        if self._wrong_schema and str(result.value).startswith(WRONG_SCHEMA):
            return True
        if isinstance(result.value, Literal) or result.component in STANDING:
            return False
        return self._mentions(result.focus) or self._mentions(result.value)

    def _mentions(self, node: Node | None) -> bool:
        """Return whether a file that could not be read mentions an IRI, in full or prefixed."""
        if not (self._text and isinstance(node, URIRef)):
            return False
        slug = re.escape(re.split(r"[/#]", str(node))[-1])
        return str(node) in self._text or bool(re.search(rf"[:/#]{slug}(?![\w-])", self._text))
