"""Decides: pure functions over plain values, with no clock, no chance and no I/O."""
