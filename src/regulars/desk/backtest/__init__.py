"""Folds a history under one programme or two, over every core and without a database, and says what it would cost."""

from regulars.desk.backtest.progress import OnProgress, Progress
from regulars.desk.backtest.result import Result
from regulars.desk.backtest.run import run

__all__ = ["OnProgress", "Progress", "Result", "run"]
