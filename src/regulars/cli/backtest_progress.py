"""Shows how far a back-test is: a bar where somebody watches, plain lines where the output goes into a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from regulars.desk.backtest import OnProgress, Progress
from regulars.programmes.words import Language

#: (English, 繁體中文)
_PHASES = {"reading": ("Reading the file", "讀取檔案"), "folding": ("Folding events", "逐筆試算")}
_LEFT = ("about {seconds} s left", "約剩 {seconds} 秒")
_PLAIN_EVERY_PERCENT = 10


@contextmanager
def shown_progress(language: Language) -> Iterator[OnProgress]:
    """Answer the function that a back-test tells its progress; on the error stream, so that figures stay clean."""
    if not sys.stderr.isatty():
        yield _PlainLines(language).show
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {phase: bar.add_task(_phase(phase, language), visible=False, total=None) for phase in _PHASES}

        def show(progress: Progress) -> None:
            bar.update(tasks[progress.phase], completed=progress.done, total=progress.total, visible=True)

        yield show


class _PlainLines:
    """One line for every tenth of the way."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._said: dict[str, int] = {}

    def show(self, progress: Progress) -> None:
        percent = 100 * progress.done // progress.total if progress.total else 0
        step = percent // _PLAIN_EVERY_PERCENT
        if self._said.get(progress.phase) == step:
            return
        self._said[progress.phase] = step
        line = f"{_phase(progress.phase, self._language)}: {step * _PLAIN_EVERY_PERCENT} %"
        if progress.seconds_left and percent < 100:
            left = _LEFT[self._language == "zh-Hant"].format(seconds=max(1, round(progress.seconds_left)))
            line += f", {left}" if self._language == "en" else f"，{left}"
        click.echo(line, err=True)


def _phase(phase: str, language: Language) -> str:
    return _PHASES[phase][language == "zh-Hant"]
