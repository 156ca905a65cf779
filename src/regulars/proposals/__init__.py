"""Keeps corrections of points that wait for a second person, and who decided about them: each is decided once."""
