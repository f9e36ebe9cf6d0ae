"""Two hundred requests that would bring an endpoint down, or make it call somebody, by name."""

from __future__ import annotations

from itertools import cycle, islice

from bench.hostile_queries import TRIPLE

NESTINGS = {
    "braces": ("SELECT * {", "{", TRIPLE, "}", "}"),
    "optionals": ("SELECT * {", "OPTIONAL{", TRIPLE, "}", "}"),
    "unions": ("SELECT * {", "{?s ?p 1}UNION{", TRIPLE, "}", "}"),
    "minuses": ("SELECT * {", "?s ?p 1 MINUS{", TRIPLE, "}", "}"),
    "graphs": ("SELECT * {", "GRAPH ?g{", TRIPLE, "}", "}"),
    "subselects": ("", "SELECT * {{", TRIPLE, "}}", ""),
    "round brackets": ("ASK { FILTER", "(", "1", ")", "}"),
    "functions": ("ASK { FILTER(", "STR(", "?x", ")", ") }"),
    "conditions": ("ASK { FILTER(", "IF(true,", "1", ",0)", ") }"),
    "exists": ("ASK { FILTER ", "EXISTS{ ?s ?p ?o FILTER ", "(true)", "}", "}"),
    "negations": ("ASK { FILTER(", "!", "true", "", ") }"),
    "signs": ("ASK { FILTER(", "-(", "1", ")", ") }"),
    "square brackets": ("SELECT * { ?s ?p ", "[?p ", "1", "]", "}"),
    "collections": ("SELECT * { ?s ?p ", "(", "1", ")", "}"),
    "paths": ("SELECT * { ?s ", "(", "<a:b>", ")", " ?o }"),
    "inverse paths": ("SELECT * { ?s ", "^(", "<a:b>", ")*", " ?o }"),
    "quoted triples": ("SELECT * { ", "<<", TRIPLE, ">> ?p ?o", "}"),
}


def nestings() -> dict[str, str]:
    """Every syntactic form that nests, deep and very deep."""
    found = {}
    for name, (start, opening, middle, closing, end) in NESTINGS.items():
        for depth in (150, 5000):
            text = f"{start}{opening * depth}{middle}{closing * depth}{end}"
            found[f"{name}, {depth} deep"] = text
    return found


KEYWORDS = (
    "SERVICE ",
    "service ",
    "SeRvIcE SILENT ",
    "SERVICE#x\n",
    "\\u0053ERVICE ",
    "S\\u0045RVICE silent ",
    "?s ?p true SERVICE",
    "SERVICE\t\n",
)
HOSTS = (
    "127.0.0.1",
    "localhost",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "0x7f.1",
    "0",
    "127.0.0.1.",
    "user@127.0.0.1",
)


def calls(port: int) -> dict[str, str]:
    """Queries and updates that ask the server to call a listener on this machine."""
    pairs = islice(zip(cycle(KEYWORDS), cycle(HOSTS), strict=False), 72)
    found = {
        f"call {number}: {keyword.strip()!r} {host}": (
            f"SELECT * {{ {keyword}<http://{host}:{port}/sparql> {{ {TRIPLE} }} }}"
        )
        for number, (keyword, host) in enumerate(pairs)
    }
    iri = f"<http://127.0.0.1:{port}/data>"
    found |= {
        "call by a variable": f"SELECT * {{ BIND({iri} AS ?x) SERVICE ?x {{ {TRIPLE} }} }}",
        "call by a prefix": (
            f"PREFIX x: <http://127.0.0.1:{port}/> SELECT * {{ SERVICE x:sparql {{ {TRIPLE} }} }}"
        ),
        "call in a subselect": f"SELECT * {{ {{ SELECT * {{ SERVICE {iri} {{ {TRIPLE} }} }} }} }}",
        "call in exists": f"ASK {{ FILTER EXISTS {{ SERVICE {iri} {{ {TRIPLE} }} }} }}",
        "call in a construct": f"CONSTRUCT WHERE {{ SERVICE {iri} {{ {TRIPLE} }} }}",
        "from elsewhere": f"SELECT * FROM {iri} {{ {TRIPLE} }}",
        "from elsewhere, named": f"SELECT * FROM NAMED {iri} {{ GRAPH ?g {{ {TRIPLE} }} }}",
        "load": f"LOAD {iri}",
        "load silently": f"LOAD SILENT {iri} INTO GRAPH <a:g>",
        "insert from a call": (f"INSERT {{ {TRIPLE} }} WHERE {{ SERVICE {iri} {{ {TRIPLE} }} }}"),
        "insert": "INSERT DATA { <a:a> <a:b> <a:c> }",
        "delete": "DELETE WHERE { ?s ?p ?o }",
        "clear": "CLEAR ALL",
        "drop": "DROP ALL",
        "query and update": "SELECT * { ?s ?p ?o } ; DROP ALL",
    }
    return found


def raw(path: str = "/sparql") -> dict[str, bytes]:
    """Bytes that are no request, or one that nobody should send."""

    def get(target: str, *headers: str) -> bytes:
        lines = [f"GET {target} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def post(body: bytes, media_type: str, *headers: str) -> bytes:
        lines = [
            f"POST {path} HTTP/1.1",
            "Host: 127.0.0.1",
            "Connection: close",
            f"Content-Type: {media_type}",
            *(headers or (f"Content-Length: {len(body)}",)),
        ]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body

    form, direct = "application/x-www-form-urlencoded", "application/sparql-query"
    return {
        "no request": b"\x00\x01\x02\x03\r\n\r\n",
        "only line ends": b"\r\n" * 500,
        "a greeting in TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
        "an old version": b"GET /sparql HTTP/0.9\r\n\r\n",
        "an unknown version": b"GET /sparql HTTP/7.7\r\nHost: a\r\n\r\n",
        "an unknown method": b"BREW /sparql HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "no host": b"GET /sparql HTTP/1.1\r\nConnection: close\r\n\r\n",
        "a giant header": get(path, f"X-Long: {'x' * 500_000}"),
        "many headers": get(path, *(f"X-{n}: {n}" for n in range(5000))),
        "a giant address": get(f"{path}?query={'x' * 300_000}"),
        "a header with a line end": get(path, "Accept: text/html\rX: y"),
        "broken percent signs": get(f"{path}?query=%zz%1"),
        "bytes that are no UTF-8": get(f"{path}?query=%ff%fe%c0%80"),
        "a NUL in the address": get("/doc/theme/%00"),
        "a way out of the folder": get("/static/..%2f..%2f..%2fetc%2fpasswd"),
        "a way out of the folder, plain": get("/dump/latest/../../../../etc/passwd"),
        "a way out by backslashes": get("/dump/..%5c..%5cetc/passwd"),
        "a giant Accept": get(path, f"Accept: {','.join(f'a/{n};q=0.5' for n in range(4000))}"),
        "a broken Range": get("/dump/latest/town.nt", "Range: bytes=9-1,-,99999999999-"),
        "a body that is no UTF-8": post(b"query=\xff\xfe\x00", form),
        "a direct body that is no UTF-8": post(b"ASK {\xff}", direct),
        "a NUL in the query": post(b"ASK {\x00}", direct),
        "a charset that nobody has": post(b"ASK {}", f"{direct}; charset=klingon"),
        "a body in UTF-16": post("ASK {}".encode("utf-16"), f"{direct}; charset=utf-16"),
        "a giant body": post(b"x" * (6 * 2**20), direct),
        "many fields": post(b"&".join(b"query=ASK{}" for _ in range(20_000)), form),
        "a length that is no number": post(b"ASK {}", direct, "Content-Length: six"),
        "a negative length": post(b"ASK {}", direct, "Content-Length: -6"),
        "two lengths": post(b"ASK {}", direct, "Content-Length: 6", "Content-Length: 7"),
        "length and chunks": post(
            b"0\r\n\r\n", direct, "Content-Length: 5", "Transfer-Encoding: chunked"
        ),
        "a broken chunk": post(b"zz\r\nASK {}\r\n", direct, "Transfer-Encoding: chunked"),
        "more body than was said": post(b"ASK {} and more", direct, "Content-Length: 6"),
        "a body that says it is gzip": post(b"\x1f\x8b\x08\x00", direct, "Content-Encoding: gzip"),
        "a multipart that never ends": post(b"--a\r\n" * 5000, "multipart/form-data; boundary=a"),
    }
