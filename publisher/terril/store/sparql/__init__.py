"""Read SPARQL queries before the engine does, and describe what they return.

Names are imported on first use: worker processes import this package, and start often.
"""

from typing import TYPE_CHECKING

from terril.model.lazy_exports import export_lazily

if TYPE_CHECKING:
    from terril.store.sparql.answers import Answer, Spool
    from terril.store.sparql.limits import QueryLimits
    from terril.store.sparql.query import SERVICE, Query, QueryForm, QueryText, examine
    from terril.store.sparql.result_formats import (
        BINDINGS_FORMATS,
        GRAPH_FORMATS,
        RESULTS_JSON,
        AnswerFormat,
        find_format,
        list_formats,
    )
    from terril.store.sparql.row_counting import CountedOutput, TooManyRowsError
    from terril.store.sparql.syntax_errors import find_mistake
    from terril.store.sparql.syntax_reasons import SyntaxReason
    from terril.store.sparql.tokens import Token, TokenizationError, find_position, tokenize

__all__ = [
    "BINDINGS_FORMATS",
    "GRAPH_FORMATS",
    "RESULTS_JSON",
    "SERVICE",
    "Answer",
    "AnswerFormat",
    "CountedOutput",
    "Query",
    "QueryForm",
    "QueryLimits",
    "QueryText",
    "Spool",
    "SyntaxReason",
    "Token",
    "TokenizationError",
    "TooManyRowsError",
    "examine",
    "find_format",
    "find_mistake",
    "find_position",
    "list_formats",
    "tokenize",
]

__getattr__ = export_lazily(
    __name__,
    {
        "answers": ("Answer", "Spool"),
        "limits": ("QueryLimits",),
        "query": ("SERVICE", "Query", "QueryForm", "QueryText", "examine"),
        "result_formats": (
            "AnswerFormat",
            "BINDINGS_FORMATS",
            "GRAPH_FORMATS",
            "RESULTS_JSON",
            "find_format",
            "list_formats",
        ),
        "row_counting": ("CountedOutput", "TooManyRowsError"),
        "syntax_errors": ("find_mistake",),
        "syntax_reasons": ("SyntaxReason",),
        "tokens": ("Token", "TokenizationError", "find_position", "tokenize"),
    },
)
