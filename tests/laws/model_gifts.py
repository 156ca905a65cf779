"""What the second opinion thinks of birthday gifts: loaded by time alone, once for each birthday and track."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from model_days import day_of, next_period, start_of


@dataclass(frozen=True)
class Loading:
    """What the points of a gift are dated by, as others are by their purchase."""

    occurred_at: int
    day: int


class Gifts:
    """The part of a second opinion that is about birthdays; `Opinion` brings the member."""

    def loads_at(self, track, year):
        """When the gift for the birthday of a year is loaded; a day that the month lacks is its last."""
        month = self.birth_month - (track.birthday_gift.month == "before")
        year, month = (year, month) if month else (year - 1, 12)
        day = min(track.birthday_gift.on_day, monthrange(year, month)[1])
        return start_of(self.zone, date(year, month, day).toordinal())

    def birthdays(self, track, at):
        """The years of birthdays that are near an instant, each with when its gift is loaded and when its month is over."""
        if track.birthday_gift is None or self.birth_month is None:
            return
        year = date.fromordinal(day_of(self.zone, at)).year
        for one in (year - 1, year, year + 1, year + 2):
            over = start_of(self.zone, next_period(date(one, self.birth_month, 1).toordinal(), 1))
            yield one, self.loads_at(track, one), over

    def give_for_birthday(self, level, at):
        """Load what is due, by the level held now; a level without a gift gives none that year."""
        for year, loads_at, over in self.birthdays(level.track, at):
            if loads_at <= at < over and year > level.gifted:
                level.gifted = year
                for currency, terms in level.track.levels[level.rank].points.items():
                    if terms.birthday_gift:
                        loading = Loading(at, day_of(self.zone, at))
                        self.credit(self.document, currency, terms.birthday_gift, loading, at)

    def make_up_for_none(self, level, at):
        """A version that begins to have gifts gives none whose day went by."""
        gone = [year for year, loads_at, over in self.birthdays(level.track, at) if loads_at < at < over]
        level.gifted = max([level.gifted, *gone])
