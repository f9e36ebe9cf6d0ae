"""Check a town's own shapes before they are used, and locate their faults (SHACL, appendix C)."""
