"""Answers the operator and the analyst at the command line; each command imports only what it needs."""

from regulars.cli.menu import main

__all__ = ["main"]
