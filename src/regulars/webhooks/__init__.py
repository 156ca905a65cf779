"""Tells other programs of the shop what changed: signed, and again until they have heard it."""
