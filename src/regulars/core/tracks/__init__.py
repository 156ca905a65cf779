"""Levels: what counts towards them, when they change, and what happens at one instant (docs/algorithms/tracks.md)."""
