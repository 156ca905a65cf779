"""Runs the fold: loads states, lets the core decide, and posts what it decided in one transaction."""
