"""The embedded PostgreSQL: the server binaries of a wheel, looked after by a small supervisor of our own."""

from regulars.lib.postgres.binaries import Binaries, find_binaries
from regulars.lib.postgres.refusals import (
    DatabaseDidNotStart,
    DatabaseFolderFull,
    DatabaseFolderOfOtherVersion,
    DatabaseFolderOfSomebodyElse,
    DatabaseProgramsMissing,
)
from regulars.lib.postgres.server import DURABLE, FORGETFUL, EmbeddedPostgres

__all__ = [
    "DURABLE",
    "FORGETFUL",
    "Binaries",
    "DatabaseDidNotStart",
    "DatabaseFolderFull",
    "DatabaseFolderOfOtherVersion",
    "DatabaseFolderOfSomebodyElse",
    "DatabaseProgramsMissing",
    "EmbeddedPostgres",
    "find_binaries",
]
