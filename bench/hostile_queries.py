"""Queries that ask for more time, memory or bytes than a server has, by name."""

from __future__ import annotations

CROSS = "?s ?p ?o . ?a ?b ?d ."
TRIPLE = "?s ?p ?o"
MANY = " ".join(map(str, range(8000)))


def bombs() -> dict[str, str]:
    """Queries that ask for more time, memory or bytes than there is."""
    doubling = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    replacing = " ".join(f"BIND(REPLACE(?x{n}, 'a', ?x0) AS ?x{n + 1})" for n in range(12))
    path = "(!<http://a.example/>|^!<http://a.example/>)"
    found = {
        f"order by {key}": f"SELECT * {{ {CROSS} }} ORDER BY {key}"
        for key in ("?s", "DESC(?o)", "STR(?o)", "RAND()", "?s ?a ?d", "CONCAT(?o, ?d)")
    }
    found |= {
        f"group by {key}": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }} GROUP BY {key}"
        for key in ("?s", "?s ?a", "?o ?d", "(STR(?o) AS ?x)")
    }
    found |= {
        f"{name} over a cross product": f"SELECT ({name}(DISTINCT ?o) AS ?n) {{ {CROSS} }}"
        for name in ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
    }
    found |= {
        f"{count} patterns without a join": f"SELECT * {{ {' '.join(patterns)} }}"
        for count in (2, 3, 5)
        for patterns in [[f"?s{n} ?p{n} ?o{n} ." for n in range(count)]]
    }
    found |= {
        "distinct": f"SELECT DISTINCT * {{ {CROSS} }}",
        "having": f"SELECT ?s {{ {CROSS} }} GROUP BY ?s HAVING(COUNT(*) > 1000000000)",
        "doubled string": f"SELECT ?x40 {{ BIND('aaaaaaaa' AS ?x0) {doubling} }}",
        "replaced string": f"SELECT ?x12 {{ BIND('aaaaaaaaaaaaaaaa' AS ?x0) {replacing} }}",
        "regular expression": f"ASK {{ {CROSS} FILTER REGEX(CONCAT(?o, ?d), '(x+x+)+y') }}",
        "regular expression of many states": (
            f"SELECT * {{ {TRIPLE} FILTER "
            "REGEX(?o, '((((a{1,99}){1,99}){1,99}){1,99})') }"
        ),
        "replace by a pattern": f"ASK {{ {CROSS} FILTER(REPLACE(?o, '(a*)*b', ?d) = 'never') }}",
        "paths both ways": f"SELECT (COUNT(*) AS ?n) {{ ?s {path}* ?o }}",
        "paths of paths": f"SELECT (COUNT(*) AS ?n) {{ ?s ({path}*/{path}*)* ?o }}",
        "paths twice": f"SELECT * {{ ?s {path}+ ?o . ?o {path}+ ?s }}",
        "values times values": (
            f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{{MANY}}} VALUES ?b {{{MANY}}} }}"
        ),
        "constructed cross product": f"CONSTRUCT {{ ?s ?b ?d }} WHERE {{ {CROSS} }}",
        "described cross product": f"DESCRIBE ?s ?a {{ {CROSS} }}",
        "exists in exists": (
            f"SELECT * {{ {TRIPLE} FILTER EXISTS {{ ?a ?b ?d FILTER NOT EXISTS "
            "{ ?e ?f ?g FILTER(?g = CONCAT(?o, ?d)) } } }"
        ),
        "minus": f"SELECT * {{ {CROSS} MINUS {{ ?s ?p ?x . ?a ?b ?y }} }}",
        "optional after optional": f"SELECT * {{ {TRIPLE} {'OPTIONAL{?a ?b ?c}' * 8} }}",
        "union of cross products": f"SELECT * {{ {{ {CROSS} }} UNION {{ {CROSS} }} }} ORDER BY ?o",
        "subselects sorted": (
            f"SELECT * {{ {{ SELECT * {{ {CROSS} }} ORDER BY ?o }} "
            f"{{ SELECT * {{ {CROSS} }} ORDER BY ?d }} }}"
        ),
        "long sum": f"ASK {{ FILTER(1{'+1' * 40_000}) }}",
        "long alternative": f"ASK {{ FILTER(?x = 1{' || ?x = 1' * 8000}) }}",
        "long sequence": f"SELECT * {{ ?s <a:b>{'/<a:b>' * 12_000} ?o }}",
        "long list": f"SELECT * {{ ?s ?p ({'1 ' * 30_000}) }}",
        "many triples": f"SELECT * {{ {'?s ?p ?o.' * 9000} }}",
        "too long a text": f"SELECT * {{ {TRIPLE} }} # {'x' * 150_000}",
    }
    return found
