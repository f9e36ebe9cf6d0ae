"""``docs/check.md`` lists the code of every rule of reading, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from terril.intake.losses.messages import MESSAGES
from tests.paths import ROOT

INTAKE = ROOT / "publisher" / "terril" / "intake"
BUILDERS = {
    **dict.fromkeys(("Finding", "LexicalFault", "NamingProblem", "Problem"), 0),
    **dict.fromkeys(("build_finding", "_build_finding"), 0),
    "_warn_of_each": 2,
}
"""The functions and classes that take a code, with the position of its argument."""
CODE = re.compile(r"[a-z]+(?:-[a-z0-9.]+)*")


def list_strings(node: ast.AST) -> Iterator[str]:
    """Return the strings that an expression can be, or that its tuples can begin with."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from list_strings(node.body)
        yield from list_strings(node.orelse)
    elif isinstance(node, ast.Tuple):
        yield from list_strings(node.elts[0])


def list_codes() -> set[str]:
    """Return the codes that the source gives to findings, or to a variable named ``rule``."""
    found = set(MESSAGES)
    for path in INTAKE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else ""
                at = BUILDERS.get(name, len(node.args))
                found.update(code for one in node.args[at : at + 1] for code in list_strings(one))
            elif isinstance(node, ast.Assign):
                target = node.targets[0]
                first = target.elts[0] if isinstance(target, ast.Tuple) else target
                named = isinstance(first, ast.Name) and first.id.lower() == "rule"
                found.update(list_strings(node.value) if named else ())
    return {code for code in found if CODE.fullmatch(code)}


def test_every_rule_is_documented() -> None:
    text = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE)
    listed = [code for row in rows for code in re.findall(r"`([^`]+)`", row)]
    assert len(listed) == len(set(listed))
    assert len(listed) > 20
    assert set(listed) == list_codes()
