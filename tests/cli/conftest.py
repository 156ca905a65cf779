"""What tests of commands begin with: a terminal that nobody has spoken to yet."""

import pytest

from regulars.cli.shared import language


@pytest.fixture(autouse=True)
def no_language_chosen(monkeypatch):
    """Let no command's `--lang` speak on in the next test: outside the tests a process runs one command."""
    monkeypatch.setattr(language, "_CHOSEN", [])
