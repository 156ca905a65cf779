"""Shows how far a back-test is, one step after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from regulars.cli.shared.progress import shown
from regulars.desk.backtest import OnProgress, Progress
from regulars.programmes.words import Language

#: (English, 繁體中文)
_PHASES = {"reading": ("Reading the file", "讀取檔案"), "folding": ("Folding events", "逐筆試算")}


@contextmanager
def shown_progress(language: Language) -> Iterator[OnProgress]:
    """Answer the function that a back-test tells its progress; on the error stream, so that figures stay clean."""
    with ExitStack() as bars:
        steps: dict[str, Callable[[float], None]] = {}

        def show(progress: Progress) -> None:
            if progress.phase not in steps:
                # Two bars at once would write over each other.
                bars.close()
                steps[progress.phase] = bars.enter_context(
                    shown(_PHASES[progress.phase][language == "zh-Hant"])
                )
            if progress.total:
                steps[progress.phase](progress.done / progress.total)

        yield show
