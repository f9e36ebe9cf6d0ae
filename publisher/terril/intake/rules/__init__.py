"""Rules of reading: what the statements of files may be, before the validation against shapes.

A rule of a file takes a source that could be read and the context; a rule of the town takes all
sources. Both yield findings. A new rule is a module here, a line in one of the tables, and a test
in a screen that selects what it has to judge (``screens/``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from terril.intake.rules.catalogue import check_datasets, check_keywords
from terril.intake.rules.files import check_typed_once
from terril.intake.rules.names import check_references, check_schema, check_subjects
from terril.intake.rules.statements.blank_nodes import check_blank_nodes
from terril.intake.rules.statements.datatypes import check_datatypes
from terril.intake.rules.statements.language_tags import check_language_codes, check_languages
from terril.intake.rules.statements.terms import check_terms
from terril.intake.rules.things.addresses import check_addresses
from terril.intake.rules.things.classes import check_classes
from terril.intake.rules.things.reachability import check_reachability
from terril.intake.rules.things.repetition import check_names
from terril.intake.rules.values.bracketed_names import check_bracketed_names
from terril.intake.rules.values.characters import check_characters
from terril.intake.rules.values.link_schemes import check_link_schemes
from terril.intake.rules.values.rdf12 import check_rdf12
from terril.intake.rules.values.spellings import check_spellings
from terril.intake.rules.values.xml_names import check_xml_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from terril.intake.rules.context import RuleContext
    from terril.intake.sources import Source
    from terril.model.findings import Finding

    FileRule = Callable[[Source, RuleContext], Iterator[Finding]]
    TownRule = Callable[[Sequence[Source], RuleContext], Iterator[Finding]]

STATEMENT_RULES: tuple[FileRule, ...] = (
    check_blank_nodes,
    check_subjects,
    check_references,
    check_schema,
    check_characters,
    check_xml_names,
    check_bracketed_names,
    check_link_schemes,
    check_spellings,
    check_datatypes,
    check_terms,
    check_reachability,
)
"""The rules whose verdict on a term depends on nothing else in its file.

A file may therefore have only its doubtful statements, and others as long as each doubtful term
has the first of its own.
"""
THING_RULES: tuple[TownRule, ...] = (
    check_typed_once,
    check_languages,
    check_classes,
    check_addresses,
    check_names,
)
"""The rules about things, and about things of one name or one address.

Files may have only the statements about doubtful things, but these all. Other rules are called by
name, since they need more: ``check_rdf12``, ``check_copies``, ``check_links``, ``check_points``.
"""
CATALOGUE_RULES: tuple[FileRule, ...] = (
    check_characters,
    check_rdf12,
    check_xml_names,
    check_bracketed_names,
    check_link_schemes,
    check_schema,
    check_datatypes,
    check_terms,
    check_language_codes,
    check_keywords,
    check_datasets,
)
"""The rules of ``data/catalogue.ttl``, which is in no graph and may hold blank nodes."""
