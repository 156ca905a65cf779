"""Challenges: a score, its band, and what it wins."""
