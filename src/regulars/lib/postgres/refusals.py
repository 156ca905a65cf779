"""What the embedded database may refuse, and the facts that a surface needs to say why."""

from regulars.core.refusals import Refusal


class DatabaseProgramsMissing(Refusal):
    """The wheel with the PostgreSQL programs is not installed, or has none for this machine. Facts: package."""


class DatabaseFolderOfOtherVersion(Refusal):
    """The data folder was made by another major version of PostgreSQL. Facts: folder, found, needed."""


class DatabaseFolderOfSomebodyElse(Refusal):
    """The folder belongs to another user of this machine. Facts: folder, owner."""


class DatabaseFolderFull(Refusal):
    """There is no room left on the disk of the data folder. Facts: folder."""


class DatabaseDidNotStart(Refusal):
    """The server was started three times and came up none of them. Facts: folder, log."""
