"""Sort the statements of a town on disk, and read them one subject after another.

A spool is a file of N-Quads, sorted, each line once. Reading all of it takes a tenth of the time
that iterating a store takes, and memory that does not grow with it.
"""

from terril.model.spool.line_sorter import LineSorter, merge_runs
from terril.model.spool.links import Links, collect_links, select_links
from terril.model.spool.origins import Origin, Origins, collect_origins
from terril.model.spool.release_statements import ReleaseStatements
from terril.model.spool.segment import Segment, group_quads
from terril.model.spool.sorted_lines import SortedLines
from terril.model.spool.spool import Spool, index_spool
from terril.model.spool.stored_literals import RespeltLiterals
from terril.model.spool.subject_statements import SubjectStatements

__all__ = [
    "LineSorter",
    "Links",
    "Origin",
    "Origins",
    "ReleaseStatements",
    "RespeltLiterals",
    "Segment",
    "SortedLines",
    "Spool",
    "SubjectStatements",
    "collect_links",
    "collect_origins",
    "group_quads",
    "index_spool",
    "merge_runs",
    "select_links",
]
