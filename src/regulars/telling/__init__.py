"""Turns what the desk answers into sentences, in Traditional Chinese and English, the same ones on every surface."""
