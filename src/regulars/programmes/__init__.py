"""Owns the versions of a programme: what was published is never changed."""
