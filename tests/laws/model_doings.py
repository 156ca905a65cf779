"""What the second opinion thinks of what members do beside buying, and of what they agreed to."""

from fractions import Fraction

from made_doings import ASKED, DOINGS, EARLY
from model import stacked
from model_days import day_of

from regulars.core.events import ConsentGiven


def questions(document):
    """What a version asks of behaviour, as (what, within how many days)."""
    return {ASKED[rule.when][:2] for rule in document.earning if rule.when in ASKED}


class Doings:
    """The part of a second opinion that is about behaviour and consent; `Opinion` brings the member."""

    def does(self, event, now):
        """Give what the version of that day gives for it, and only then count it for the version of today."""
        document = self.in_force(event.occurred_at)
        if document is not None:
            self.reward(document, event, now)
        for question in questions(self.document):
            what, _ = question
            asked_since = self.asked_since(question)
            may_count = asked_since is None or event.occurred_at >= asked_since
            if what == event.name and may_count and self.has_agreed(DOINGS[what], event.occurred_at):
                self.done.setdefault(question, []).append(event.day)

    def asked_since(self, question):
        """When the version began that first asked, of those that asked it ever since; None where the first of all did."""
        place = self.documents.index(self.document)
        while place and question in questions(self.documents[place - 1]):
            place -= 1
        return self.starts()[place] if place else None

    def answers(self, now):
        """How often everything was done that is asked."""
        today = day_of(self.zone, now)
        return {
            (what, days): sum(days is None or today - day < days for day in self.done.get((what, days), ()))
            for what, days, _ in ASKED.values()
        }

    def has_agreed(self, purpose, at):
        """Whether something that happened then may be read: the last word is a yes, and was said before."""
        said, is_yes = self.words.get(purpose, (0, False))
        return purpose is None or (is_yes and said <= at)

    def agreed(self, at):
        return {purpose for purpose in self.words if self.has_agreed(purpose, at)}

    def says(self, event, now):
        """Take a word in: what was said last stands, and of two at once, no. Without a yes nothing is kept."""
        word = event.occurred_at, isinstance(event, ConsentGiven)
        at, is_yes = self.words.get(event.purpose, (0, True))
        if (word[0], not word[1]) >= (at, not is_yes):
            self.words[event.purpose] = word
        self.forget(now)

    def forget(self, now):
        """Keep only what the version of today asks for, and what the member agreed to."""
        asked = questions(self.document)
        self.done = {
            (what, days): when
            for (what, days), when in self.done.items()
            if (what, days) in asked and self.has_agreed(DOINGS[what], now)
        }

    def reward(self, document, event, now):
        answers, kind = self.answers(now), event.properties.get("kind")
        given = {}
        for rule in sorted(document.earning, key=lambda rule: rule.priority):
            may_ask = rule.on == event.name and self.has_agreed(rule.purpose, event.occurred_at)
            if may_ask and _holds(rule.when, answers, kind):
                given[rule.id] = [Fraction(rule.bonus)]
        for name, (points,) in stacked(document, given).items():
            rule = next(rule for rule in document.earning if rule.id == name)
            if (points := min(int(points), self.room(rule, event.day))) > 0:
                self.credit(document, rule.earn, points, event, now, rule=rule)
                self.gifts.append((rule, event.day, points))


def _holds(when, answers, kind):
    if when in ASKED:
        what, days, least = ASKED[when]
        return answers[what, days] >= least
    return when is None or (when == EARLY and kind == "early")
