"""Wires the parts together: settings, addresses and one visible table of who hears what."""
