"""Owns members and their identifiers; an identifier points to one wallet at a time."""
