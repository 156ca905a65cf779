"""Keeps each member's own code, and who came by whose."""
