"""What a portal stores, as one flat record for each dataset, file and service."""


def flat(value, path=""):
    """A text for each filled field, by its path such as ``harvest.remote_id``."""
    if isinstance(value, dict):
        wrapped = [each for name, each in value.items() if name in ("$oid", "$date")]
        if wrapped:
            # How MongoDB writes an identifier and a moment.
            return {path: str(wrapped[0])}
        pairs = [(name, each) for name, each in value.items()]
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        pairs = [(str(at), each) for at, each in enumerate(value)]
    else:
        text = ", ".join(map(str, value)) if isinstance(value, list) else value
        return {path: str(text)} if text not in (None, "") else {}
    found = {}
    for name, each in pairs:
        found |= flat(each, f"{path}.{name}" if path else name)
    return found
