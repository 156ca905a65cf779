"""A moment on the command line: a date or a time, on the shop's clock where no zone is named."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import click


class Moment(click.ParamType[datetime]):
    """Reads ISO 8601; a date alone is the day's first moment. Without a zone, `on_the_shops_clock` gives it one."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        from regulars.desk.moments import refuse_long_year

        refuse_long_year(str(value))
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date; write 2027-01-01 or 2027-01-01T18:30.", param, ctx)


when_option = click.option(
    "--at", type=Moment(), help="As of this moment, past or ahead, on the shop's clock; left out, now."
)


def on_the_shops_clock(at: datetime) -> datetime:
    """The moment that is meant. Needs the shop to be open, since its programme says by which clock it lives."""
    from regulars.programmes.queries import current

    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(current().versions[-1].document.zone))
