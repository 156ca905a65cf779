"""Keeps occasions with their openings, who has a seat or waits for one, and who came."""
