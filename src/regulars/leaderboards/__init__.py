"""Keeps who asked to stand on which leaderboard, under which name, and with what number."""
