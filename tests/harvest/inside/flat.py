"""What a portal stores, as one flat record for each dataset, file and service."""

from __future__ import annotations

# How MongoDB writes an identifier and a moment.
WRAPPED = ("$oid", "$date")


def flat(value: object, path: str = "") -> dict[str, str]:
    """A text for each filled field, by its path such as ``harvest.remote_id``."""
    if isinstance(value, dict) and (wrapped := [value[key] for key in WRAPPED if key in value]):
        return {path: str(wrapped[0])}
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        pairs = list(enumerate(value))
    else:
        text = ", ".join(map(str, value)) if isinstance(value, list) else value
        return {path: str(text)} if text not in (None, "") else {}
    found: dict[str, str] = {}
    for name, each in pairs:
        found |= flat(each, f"{path}.{name}" if path else str(name))
    return found
