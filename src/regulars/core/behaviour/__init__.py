"""Behaviour in conditions: what is kept of a member to answer questions, and how events are laid upon it."""
