"""Select what a query sees of the graphs of a release, and count it.

Names are imported on first use: worker processes import this package, and start often.
"""

from typing import TYPE_CHECKING

from terril.model.execution.lazy_exports import export_lazily

if TYPE_CHECKING:
    from terril.store.graphs.default_graph import (
        OF_MODEL,
        find_concepts,
        find_subjects,
        select_default_graph,
        select_statements,
        select_visible,
    )
    from terril.store.graphs.merged_statements import merge_graphs
    from terril.store.graphs.partition import (
        ALL_GRAPHS,
        REST,
        GraphPartition,
        label_parts,
        read_partition,
    )
    from terril.store.graphs.statistics import (
        Statistics,
        Usage,
        compute_statistics,
        make_digest,
        read_statistics,
        write_statistics,
    )

__all__ = [
    "ALL_GRAPHS",
    "OF_MODEL",
    "REST",
    "GraphPartition",
    "Statistics",
    "Usage",
    "compute_statistics",
    "find_concepts",
    "find_subjects",
    "label_parts",
    "make_digest",
    "merge_graphs",
    "read_partition",
    "read_statistics",
    "select_default_graph",
    "select_statements",
    "select_visible",
    "write_statistics",
]

__getattr__ = export_lazily(
    __name__,
    {
        "default_graph": (
            "OF_MODEL",
            "find_concepts",
            "find_subjects",
            "select_default_graph",
            "select_statements",
            "select_visible",
        ),
        "merged_statements": ("merge_graphs",),
        "partition": ("ALL_GRAPHS", "REST", "GraphPartition", "label_parts", "read_partition"),
        "statistics": (
            "Statistics",
            "Usage",
            "compute_statistics",
            "make_digest",
            "read_statistics",
            "write_statistics",
        ),
    },
)
