"""Owns the event log: what came in is kept as it came, once, and what cannot be used is set aside with its reason."""
