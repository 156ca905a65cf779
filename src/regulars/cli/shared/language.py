"""Which of the two languages the terminal speaks."""

import os

_CHOSEN: list[str] = []


def choose(language: str) -> None:
    """Speak this language from now on, whatever the terminal asks for: a command was given `--lang`."""
    _CHOSEN[:] = [language]


def speaks_chinese() -> bool:
    """Whether `--lang` or else the terminal asks for Chinese, by the variables that every program reads."""
    if _CHOSEN:
        return _CHOSEN[0].startswith("zh")
    asked = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return asked.startswith("zh")
