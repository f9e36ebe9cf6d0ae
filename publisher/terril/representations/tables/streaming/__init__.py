"""Write tables of any size, in passes over the statements of a release in their order.

The first pass writes a summary of each thing: what others show of it. The second computes the
cells of each thing, and notes what the columns depend on; the third writes the rows.
"""

from terril.representations.tables.streaming.table_writer import TablesPlan, write_tables

__all__ = ["TablesPlan", "write_tables"]
