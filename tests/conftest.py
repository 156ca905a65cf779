"""What every test may ask for: one database server for the whole run, and folders that it may enter."""

import tempfile
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def reachable():
    """Open pytest's private folders, so that root's server, which does not run as root, may enter them."""

    def opened(folder: Path) -> Path:
        for step in (folder, *folder.parents):
            if step == Path(tempfile.gettempdir()):
                break
            step.chmod(0o755)
        return folder

    return opened
