"""A moment on the command line: a date or a time, local where no zone is named."""

from __future__ import annotations

from datetime import datetime

import click


class Moment(click.ParamType[datetime]):
    """Reads ISO 8601; without a zone it is the shop's, and a date alone is the day's first moment."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date; write 2027-01-01 or 2027-01-01T18:30.", param, ctx)
        return moment if moment.tzinfo else moment.astimezone()


when_option = click.option("--at", type=Moment(), help="As of this moment, past or ahead; left out, now.")
