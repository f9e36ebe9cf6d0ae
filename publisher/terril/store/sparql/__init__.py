"""Read SPARQL queries before the engine does, and describe what they return.

Names are imported on first use: worker processes import this package, and start often.
"""

from typing import TYPE_CHECKING

from terril.model.execution.lazy_exports import export_lazily

if TYPE_CHECKING:
    from terril.store.sparql.answers import Answer, Spool
    from terril.store.sparql.limits import QueryLimits
    from terril.store.sparql.query import SERVICE, Query, QueryText, examine, examine_tokens
    from terril.store.sparql.query_form import QueryForm
    from terril.store.sparql.result_formats import (
        BINDINGS_FORMATS,
        GRAPH_FORMATS,
        RESULTS_JSON,
        RESULTS_XML,
        AnswerFormat,
        ResultFormat,
        find_format,
        list_formats,
    )
    from terril.store.sparql.rewriting.empty_store import EmptyStore
    from terril.store.sparql.rewriting.functions import find_function
    from terril.store.sparql.rewriting.group_concat import edit_group_concat
    from terril.store.sparql.rewriting.ordering import order_totally
    from terril.store.sparql.rewriting.query_parts import (
        GRAPH,
        GluedError,
        QueryParts,
        split_query,
    )
    from terril.store.sparql.row_counting import CountedOutput, TooManyRowsError
    from terril.store.sparql.syntax_errors import find_mistake
    from terril.store.sparql.syntax_reasons import SyntaxReason
    from terril.store.sparql.tokens import Token, TokenizationError, find_position, tokenize

__all__ = [
    "BINDINGS_FORMATS",
    "GRAPH",
    "GRAPH_FORMATS",
    "RESULTS_JSON",
    "RESULTS_XML",
    "SERVICE",
    "Answer",
    "AnswerFormat",
    "CountedOutput",
    "EmptyStore",
    "GluedError",
    "Query",
    "QueryForm",
    "QueryLimits",
    "QueryParts",
    "QueryText",
    "ResultFormat",
    "Spool",
    "SyntaxReason",
    "Token",
    "TokenizationError",
    "TooManyRowsError",
    "edit_group_concat",
    "examine",
    "examine_tokens",
    "find_format",
    "find_function",
    "find_mistake",
    "find_position",
    "list_formats",
    "order_totally",
    "split_query",
    "tokenize",
]

__getattr__ = export_lazily(
    __name__,
    {
        "answers": ("Answer", "Spool"),
        "limits": ("QueryLimits",),
        "query": ("SERVICE", "Query", "QueryText", "examine", "examine_tokens"),
        "query_form": ("QueryForm",),
        "result_formats": (
            "AnswerFormat",
            "BINDINGS_FORMATS",
            "GRAPH_FORMATS",
            "RESULTS_JSON",
            "RESULTS_XML",
            "ResultFormat",
            "find_format",
            "list_formats",
        ),
        "rewriting.empty_store": ("EmptyStore",),
        "rewriting.functions": ("find_function",),
        "rewriting.group_concat": ("edit_group_concat",),
        "rewriting.ordering": ("order_totally",),
        "rewriting.query_parts": ("GRAPH", "GluedError", "QueryParts", "split_query"),
        "row_counting": ("CountedOutput", "TooManyRowsError"),
        "syntax_errors": ("find_mistake",),
        "syntax_reasons": ("SyntaxReason",),
        "tokens": ("Token", "TokenizationError", "find_position", "tokenize"),
    },
)
