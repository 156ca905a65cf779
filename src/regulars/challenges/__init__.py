"""Keeps the plays of challenges: to whom each was given, and what it won."""
