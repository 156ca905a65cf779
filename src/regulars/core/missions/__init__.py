"""Missions: what members are asked for beyond buying, how far each has come, and what it gives."""
