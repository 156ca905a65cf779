"""Which of the two languages the terminal speaks."""

import os


def speaks_chinese() -> bool:
    """Whether the terminal asked for Chinese, by the variables that every program reads."""
    asked = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return asked.startswith("zh")
