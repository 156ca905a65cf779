"""A back-test as one page that needs nothing else: no script, no font, no picture from anywhere."""

from regulars.desk.backtest.page.whole import page

__all__ = ["page"]
