"""Select what a query sees of the graphs of a release, and count it.

Names are imported on first use: worker processes import this package, and start often.
"""

from typing import TYPE_CHECKING

from terril.model.execution.lazy_exports import export_lazily

if TYPE_CHECKING:
    from terril.store.graphs.default_graph import select_default_graph
    from terril.store.graphs.partition import (
        ALL_GRAPHS,
        GraphPartition,
        plan_parts,
        read_partition,
    )
    from terril.store.graphs.statistics import (
        Statistics,
        compute_statistics,
        read_statistics,
        write_statistics,
    )

__all__ = [
    "ALL_GRAPHS",
    "GraphPartition",
    "Statistics",
    "compute_statistics",
    "plan_parts",
    "read_partition",
    "read_statistics",
    "select_default_graph",
    "write_statistics",
]

__getattr__ = export_lazily(
    __name__,
    {
        "default_graph": ("select_default_graph",),
        "partition": ("ALL_GRAPHS", "GraphPartition", "plan_parts", "read_partition"),
        "statistics": ("Statistics", "compute_statistics", "read_statistics", "write_statistics"),
    },
)
