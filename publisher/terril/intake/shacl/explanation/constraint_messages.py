"""Build messages for SHACL constraints of shapes that have no message of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH

from terril.model.languages import choose_text, gettext, gettext_noop, list_languages
from terril.model.vocabulary import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rdflib import Graph
    from rdflib.term import Node

    from terril.intake.shacl.validation_report import ValidationResult

Labels = dict[str, dict[str, str]]
MISSING = gettext_noop("“{property}” is missing. Add it.")
# For each constraint component (SHACL, section 4): its parameter and the message.
MESSAGES: dict[str, tuple[str, str]] = {
    "MinCount": (
        "minCount",
        gettext_noop("“{property}” needs {limit} values at least. Add what is missing."),
    ),
    "MaxCount": (
        "maxCount",
        gettext_noop("“{property}” may be given {limit} time(s) at most. Keep what is right."),
    ),
    "Datatype": (
        "datatype",
        gettext_noop(
            "“{value}” is not a value of the type {limit}. Correct the value or its type."
        ),
    ),
    "Class": (
        "class",
        gettext_noop(
            "“{value}” is not described anywhere as {limit}. Correct the address, or describe the "
            "thing with that type."
        ),
    ),
    "NodeKind": (
        "nodeKind",
        gettext_noop(
            "“{value}” is not of the kind that is needed here ({limit}). Things are named by "
            "their address between “<” and “>”, texts stand between quotation marks."
        ),
    ),
    "Pattern": (
        "pattern",
        gettext_noop("“{value}” is not written as it must be ({limit}). Correct it."),
    ),
    "MinLength": (
        "minLength",
        gettext_noop("“{value}” is shorter than {limit} characters. Write it in full."),
    ),
    "MaxLength": (
        "maxLength",
        gettext_noop("“{value}” is longer than {limit} characters. Shorten it."),
    ),
    "MinInclusive": (
        "minInclusive",
        gettext_noop("“{value}” is too small: {limit} is the least that is possible. Correct it."),
    ),
    "MaxInclusive": (
        "maxInclusive",
        gettext_noop("“{value}” is too large: {limit} is the most that is possible. Correct it."),
    ),
    "MinExclusive": (
        "minExclusive",
        gettext_noop("“{value}” is too small: it must be more than {limit}. Correct it."),
    ),
    "MaxExclusive": (
        "maxExclusive",
        gettext_noop("“{value}” is too large: it must be less than {limit}. Correct it."),
    ),
    "UniqueLang": (
        "uniqueLang",
        gettext_noop(
            "“{property}” is given more than once in one language. Keep one for each language."
        ),
    ),
    "LanguageIn": (
        "languageIn",
        gettext_noop(
            "“{value}” has no language, or none of these: {limit}. Write the language behind the "
            "text, such as @fr."
        ),
    ),
    "In": (
        "in",
        gettext_noop(
            "“{value}” is none of the values that are possible: {limit}. Take one of these."
        ),
    ),
    "HasValue": (
        "hasValue",
        gettext_noop("“{property}” must have the value {limit}. Add it."),
    ),
    "Closed": (
        "closed",
        gettext_noop(
            "“{property}” does not belong to a thing of this kind. Correct the property's name, "
            "or take the statement out."
        ),
    ),
    "LessThan": (
        "lessThan",
        gettext_noop("“{value}” must come before the value of {limit}. Correct one of the two."),
    ),
    "LessThanOrEquals": (
        "lessThanOrEquals",
        gettext_noop(
            "“{value}” must not come after the value of {limit}. Correct one of the two."
        ),
    ),
    "Equals": (
        "equals",
        gettext_noop(
            "“{property}” and {limit} must have the same values. Correct the one that is wrong."
        ),
    ),
    "Disjoint": (
        "disjoint",
        gettext_noop(
            "“{value}” must not also be a value of {limit}. Take it out in one of the two places."
        ),
    ),
    "Node": (
        "node",
        gettext_noop(
            "“{value}” is not as the rule {limit} has it. Correct what is said about it."
        ),
    ),
}
OTHER = gettext_noop("“{property}”, with the value “{value}”, breaks the rule {rule}. Correct it.")


def build_message(
    result: ValidationResult, shapes: Graph, label: Mapping[str, str], value: str, labels: Labels
) -> dict[str, str]:
    """Return a message with a remedy, in each language of the interface.

    Args:
        result: of pySHACL.
        shapes: the shapes graph.
        label: of the property, by language tag.
        value: the offending value as people write it.
        labels: of the terms in the shapes.
    """
    constraint = str(result.component).removeprefix(str(SH)).removesuffix("ConstraintComponent")
    parameter, template = MESSAGES.get(constraint, ("", OTHER))
    limits = [*shapes.objects(result.shape, SH[parameter])] if parameter else []
    if constraint == "MinCount" and limits == [Literal(1)]:
        template = MISSING
    message: dict[str, str] = {}
    for tag in list_languages():
        message[tag] = gettext(
            template,
            tag,
            property=(choose_text(label, [tag]) or ("", ""))[0],
            value=value,
            limit=", ".join(_format_limit(limit, shapes, labels, tag) for limit in limits),
            rule=shorten(result.named),
        )
    return message


def _format_limit(node: Node, shapes: Graph, labels: Labels, tag: str) -> str:
    if shapes.value(node, RDF.first) is not None:
        return ", ".join(
            _format_limit(one, shapes, labels, tag) for one in Collection(shapes, node)
        )
    if isinstance(node, URIRef):
        label = choose_text(labels.get(str(node), {}), [tag])
        return label[0] if label else shorten(str(node))
    return str(node)
