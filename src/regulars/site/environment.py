"""Reads the environment through four small functions that refuse anything odd; nothing else reads it."""

import os
from pathlib import Path

from regulars.core.refusals import Refusal

YES_OR_NO = {"yes": True, "no": False}


class SettingUnusable(Refusal):
    """A setting holds what cannot be meant. Facts: setting, given, expected."""


def text(name: str, *, default: str) -> str:
    """Return the setting, or the default where it is absent; an empty one is a mistake, not an absence."""
    given = os.environ.get(name)
    if given is not None and not given.strip():
        raise SettingUnusable(setting=name, given=given, expected="something, or no such setting at all")
    return default if given is None else given


def whole_number(name: str, *, default: int, least: int, most: int) -> int:
    """Return a whole number between two bounds, both included."""
    given = text(name, default=str(default))
    if not given.isascii() or not given.isdigit() or not least <= int(given) <= most:
        raise SettingUnusable(setting=name, given=given, expected=f"a whole number from {least} to {most}")
    return int(given)


def yes_or_no(name: str, *, default: bool) -> bool:
    """Return whether the setting is exactly `yes`; anything but `yes` and `no` is refused."""
    given = text(name, default="yes" if default else "no")
    if given not in YES_OR_NO:
        raise SettingUnusable(setting=name, given=given, expected="yes or no")
    return YES_OR_NO[given]


def secret(name: str, *, default: str) -> str:
    """Return a secret from the setting itself or from the file that `NAME_FILE` names, but not from both."""
    file = os.environ.get(f"{name}_FILE")
    if file is None:
        return text(name, default=default)
    if name in os.environ:
        raise SettingUnusable(setting=name, given=f"{name}_FILE={file}", expected="one of the two, not both")
    if not Path(file).is_file():
        raise SettingUnusable(setting=f"{name}_FILE", given=file, expected="the path of a file")
    return Path(file).read_text().strip()
