"""Write schema.org as JSON-LD inside a page, for search engines."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode, Triple

from terril.model.addresses import is_link
from terril.model.languages.writing_direction import CONTROLS
from terril.model.vocabulary import SCHEMA, TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

ESCAPED = re.compile(f"[<\u2028]|{CONTROLS.pattern}")
Json: TypeAlias = "str | list[Json] | dict[str, Json]"


def build_json_ld(triples: Iterable[Triple], thing: str) -> Markup:
    """Return JSON-LD of a thing for a script element; empty if it has no class of schema.org.

    Only triples with properties and classes of schema.org, unchanged, and no address that pages
    do not link to; parts of the thing, such as its address, are nested.
    """
    nodes: dict[str, dict[str, Json]] = {}
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and _is_schema(triple):
            node = nodes.setdefault(triple.subject.value, {"@id": triple.subject.value})
            _add(node, triple)
    root = nodes.get(thing, {})
    if "@type" not in root:
        return Markup()
    tree = {"@context": "https://schema.org", **_nest(root, nodes, frozenset({thing}))}
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    # Nothing in a text may end the script element (HTML, section 4.12.1.3), break its line, or
    # show its source in another order.
    return Markup(ESCAPED.sub(_escape, text))  # noqa: S704  escaped


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _is_schema(triple: Triple) -> bool:
    if isinstance(triple.object, NamedNode) and not is_link(triple.object.value):
        # Search engines make links of addresses.
        return False
    if triple.predicate == TYPE:
        return isinstance(triple.object, NamedNode) and triple.object.value.startswith(SCHEMA)
    return triple.predicate.value.startswith(SCHEMA)


def _add(node: dict[str, Json], triple: Triple) -> None:
    if triple.predicate == TYPE and isinstance(triple.object, NamedNode):
        key, value = "@type", triple.object.value.removeprefix(SCHEMA)
        values = node.setdefault(key, [])
        if isinstance(values, list):
            values.append(value)
        return
    values = node.setdefault(triple.predicate.value.removeprefix(SCHEMA), [])
    if isinstance(values, list):
        values.append(_build_value(triple.object))


def _build_value(term: object) -> Json:
    if isinstance(term, NamedNode):
        return {"@id": term.value}
    if not isinstance(term, Literal):
        return str(term)
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == f"{XSD}string":
        return {"@value": term.value}
    return {"@value": term.value, "@type": term.datatype.value}


def _nest(
    node: dict[str, Json], nodes: dict[str, dict[str, Json]], above: frozenset[str]
) -> dict[str, Json]:
    """Nest the descriptions of the node's values; stops at nodes above."""
    return {key: _nest_value(value, nodes, above) for key, value in node.items()}


def _nest_value(value: Json, nodes: dict[str, dict[str, Json]], above: frozenset[str]) -> Json:
    if isinstance(value, list):
        return [_nest_value(one, nodes, above) for one in value]
    name = value.get("@id") if isinstance(value, dict) else None
    if isinstance(name, str) and name in nodes and name not in above:
        return _nest(nodes[name], nodes, above | {name})
    return value
