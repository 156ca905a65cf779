"""Answers the operator and the analyst at the command line; each command imports only what it needs."""
