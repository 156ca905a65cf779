"""Shows how far long work is: a bar with the time left where somebody watches, a line now and then where nobody does."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PARTS = 1000
_PLAIN_STEP = 0.1


@contextmanager
def shown(step: str) -> Iterator[Callable[[float], None]]:
    """Answer the function that is told how much of a step is done, from 0 to 1; it writes to the error stream."""
    if not sys.stderr.isatty():
        yield _plain(step)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(step, total=_PARTS)
        yield lambda done: bar.update(task, completed=round(done * _PARTS))


def _plain(step: str) -> Callable[[float], None]:
    said = -_PLAIN_STEP

    def tell(done: float) -> None:
        nonlocal said
        if done - said >= _PLAIN_STEP or (done >= 1 > said):
            said = done
            click.echo(f"{step}: {done:.0%}", err=True)

    return tell
