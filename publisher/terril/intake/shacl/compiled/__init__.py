"""Compile shapes to functions over the statements of one subject.

They decide quickly that nothing is wrong. What they flag, or cannot judge, pySHACL evaluates.
"""
