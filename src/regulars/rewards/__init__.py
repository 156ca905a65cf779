"""Keeps redemptions: who had which reward, under which code, and what became of it."""
