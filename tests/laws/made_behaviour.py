"""What one member did, made up, with questions about it; and the answers counted again from all of it, written apart."""

from dataclasses import dataclass, field
from fractions import Fraction

import msgspec
from hypothesis import strategies as st
from made_histories import DAY, HOUR, MINUTE, START

from regulars.core.events import Behaviour, Line, Order, Return, ReturnLine
from regulars.core.fold import Fold, start
from regulars.core.programme.compiled import compile_programme
from regulars.core.programme.document import Programme
from regulars.core.receipts import Receipts

NAME = {"zh-Hant": "名稱", "en": "A name"}
BOUGHT = "Order Completed"
#: What is done here belongs to the membership, so that nobody has to agree first.
OWN = {"notice": {"version": "1", "zh-Hant": "告知", "en": "Notice"}, "reads": ["A", "B", "C"]}


@dataclass
class Act:
    """Something that happened, as the naive count reads it. `kept` is what is left of an order's figures by now."""

    name: str
    at: int
    day: int
    says: dict
    kept: dict = field(default_factory=dict)
    is_kept: bool = True


@dataclass(frozen=True)
class Ask:
    """One question: its text, and how to tell of an act whether it counts."""

    asks: str
    events: tuple
    of: str | None = None
    within: str | None = None
    where: tuple | None = None

    @property
    def text(self):
        given = [f'"{each}"' for each in (*self.events, *([self.of] if self.of else []))]
        given += [f'within="{self.within}"'] if self.within else []
        given += [f"where={self.where[0]}"] if self.where else []
        return f"{self.asks}({', '.join(given)})"

    @property
    def condition(self):
        return self.text if self.asks == "sequence" else f"{self.text} >= 1"


def is_number(value):
    return isinstance(value, int) and not isinstance(value, bool)


WHERES = [
    None,
    ('x == "a"', lambda says: says.get("x") == "a"),
    ('x != "a"', lambda says: isinstance(says.get("x"), str) and says["x"] != "a"),
    ('not x == "a"', lambda says: says.get("x") != "a"),
    ("n >= 3", lambda says: is_number(says.get("n")) and says["n"] >= 3),
    ("n == 1", lambda says: is_number(says.get("n")) and says["n"] == 1),
    ("is_on", lambda says: says.get("is_on") is True),
    ("not is_on", lambda says: says.get("is_on") is not True),
    ('x in ("a", "b") or n < 2', lambda says: says.get("x") in ("a", "b") or (is_number(says.get("n")) and says["n"] < 2)),
    ("price > 1.5", lambda says: is_number(says.get("price")) and says["price"] > 150),
    ("hour < 12", lambda says: says["hour"] < 12),
]  # fmt: skip
WHERES_OF_ORDERS = [
    None,
    ("total >= 3", lambda says: says["total"] >= 300),
    ('"drinks" in categories', lambda says: "drinks" in says["categories"]),
    ('store == "main"', lambda says: says["store"] == "main"),
    ('not store == "main"', lambda says: says["store"] != "main"),
    ("quantity > 1 and hour < 12", lambda says: says["quantity"] > 1 and says["hour"] < 12),
]
WITHINS = (None, "1m", "30m", "2h", "3h", "1d", "3d", "4d", "9d")

# Few names and few conditions on most of them, so that a handful of events makes a question answer something.
names = st.sampled_from(("A", "A", "B"))
wheres = st.none() | st.none() | st.sampled_from(WHERES)
wheres_of_orders = st.none() | st.none() | st.sampled_from(WHERES_OF_ORDERS)
withins = st.sampled_from(WITHINS)
asks = st.one_of(
    st.builds(Ask, st.just("count"), st.tuples(names), st.none(), withins, wheres),
    st.builds(Ask, st.just("sum"), st.tuples(names), st.sampled_from(("n", "price")), withins, wheres),
    st.builds(Ask, st.just("distinct"), st.tuples(names), st.sampled_from(("x", "n")), withins, wheres),
    st.builds(Ask, st.just("last"), st.tuples(names), st.none(), st.none(), wheres),
    st.builds(
        Ask, st.just("sequence"), st.lists(names | st.just(BOUGHT), min_size=2, max_size=4).map(tuple), st.none(),
        st.sampled_from(WITHINS[1:]),
    ),
    st.builds(Ask, st.sampled_from(("count", "last")), st.just((BOUGHT,)), where=wheres_of_orders),
    st.builds(
        Ask, st.just("sum"), st.just((BOUGHT,)), st.sampled_from(("total", "quantity")), withins,
        wheres_of_orders,
    ),
    st.builds(
        Ask, st.just("distinct"), st.just((BOUGHT,)), st.sampled_from(("products", "store", "categories")), withins,
        wheres_of_orders,
    ),
)  # fmt: skip

values = st.sampled_from(("a", "b", "電影", 1, 3, 200, True, False))
lines = st.builds(
    lambda product, quantity, amount: Line(product, quantity, amount, (f"drinks/{product}",) if product == "tea" else ()),
    st.sampled_from(("tea", "pen")), st.integers(1, 3), st.integers(0, 500),
)  # fmt: skip
steps = st.fixed_dictionaries({
    "what": st.sampled_from(("A", "A", "A", "B", "buy", "buy", "back", "back")),
    "gap": st.sampled_from((0, 1, MINUTE, 59 * MINUTE, 2 * HOUR, 20 * HOUR, 2 * DAY)),
    "late": st.sampled_from((0, 0, 1, 30 * MINUTE, 5 * HOUR, 2 * DAY, 5 * DAY)),
    "says": st.dictionaries(st.sampled_from(("x", "n", "price", "is_on")), values, max_size=4),
    "lines": st.lists(lines, min_size=1, max_size=2), "store": st.sampled_from((None, "main", "south")),
    "number": st.integers(0, 5), "quantity": st.integers(1, 3),
})  # fmt: skip
lives = st.lists(steps, max_size=4) | st.lists(steps, min_size=6, max_size=16)
zones = st.sampled_from(("Asia/Taipei", "Europe/London"))


def programme_asking(questions, zone):
    """A programme with a rule for each question."""
    earning = [
        {"id": f"rule{n}", "name": NAME, "earn": "coin", "bonus": 1, "when": ask.condition}
        for n, ask in enumerate(questions)
    ]
    return compile_programme(
        msgspec.convert(
            {
                "programme": "case", "name": NAME, "zone": zone, "currency": "GBP", "effective_from": "2024-01-01",
                "points": {"coin": {"name": NAME}}, "earning": earning, "purposes": {"membership": OWN},
            },
            Programme,
        )
    )  # fmt: skip


class Life:
    """A member to whom a script happens: in the fold, and in a plain list of acts beside it."""

    def __init__(self, programme, script):
        self.programme, self.acts, self.orders = programme, [], {}
        self.fold = Fold(programme, start(programme, START), Receipts())
        self.now = START
        for number, step in enumerate(script):
            self.now += step["gap"]
            self._happen(f"e{number}", max(START, self.now - step["late"]), step)

    @property
    def wallet(self):
        return self.fold.wallet

    def _happen(self, name, at, step):
        day, minute = self.programme.calendar.local(at)
        self.fold.advance(at)
        if step["what"] == "buy":
            self._buy(Order(name, at, day, minute, tuple(step["lines"]), step["store"]))
        elif step["what"] == "back":
            self._bring_back(name, at, day, step)
        else:
            self.fold.take(Behaviour(name, at, day, minute, step["what"], step["says"]))
            self.acts.append(Act(step["what"], at, day, {**step["says"], "hour": minute // 60}))

    def _buy(self, order):
        self.fold.take(order)
        says = {
            "total": sum(line.amount for line in order.lines), "quantity": sum(line.quantity for line in order.lines),
            "categories": {part for line in order.lines for path in line.categories for part in (path, "drinks")},
            "products": {line.product for line in order.lines}, "store": order.store, "hour": order.minute // 60,
        }  # fmt: skip
        act = Act(
            BOUGHT, order.occurred_at, order.day, says, {key: says[key] for key in ("total", "quantity")}
        )
        self.acts.append(act)
        self.orders[order.id] = (act, order.lines, [0] * len(order.lines))

    def _bring_back(self, name, at, day, step):
        if not self.orders:
            return
        key = list(self.orders)[step["number"] % len(self.orders)]
        act, lines, back = self.orders[key]
        place = step["quantity"] % len(lines)
        some = min(step["quantity"], lines[place].quantity - back[place])
        self.fold.take(
            Return(name, at, day, (ReturnLine(lines[place].product, step["quantity"], place + 1),), order=key)
        )
        back[place] += some
        left = [Fraction(line.quantity - gone, line.quantity) for line, gone in zip(lines, back, strict=True)]
        # What came back of a line is rounded, halves up, and the rest is left.
        act.kept = {
            "total": sum(line.amount - int(line.amount * (1 - share) + Fraction(1, 2)) for line, share in zip(lines, left, strict=True)),
            "quantity": sum(line.quantity - gone for line, gone in zip(lines, back, strict=True)),
        }  # fmt: skip
        act.is_kept = any(left)


def counted_again(ask, acts, at, day):
    """What a question is answered by looking at everything that ever happened."""
    if ask.asks == "sequence":
        span = int(ask.within[:-1]) * {"m": MINUTE, "h": HOUR, "d": DAY}[ask.within[-1]]
        times = [[act.at for act in acts if act.name == name and act.at > at - span] for name in ask.events]
        return _follows(times, 0)
    meant = [
        act for act in acts
        if act.name == ask.events[0] and (ask.where is None or ask.where[1](act.says)) and _is_in(ask, act, at, day)
    ]  # fmt: skip
    match ask.asks:
        case "count":
            return sum(act.is_kept for act in meant)
        case "sum":
            amounts = [(act.kept or act.says).get(ask.of) for act in meant]
            return sum(amount for amount in amounts if is_number(amount))
        case "distinct":
            return len({value for act in meant for value in _values(act.says.get(ask.of))})
        case _:
            return day - max(act.day for act in meant) if meant else None


def _follows(times, after):
    return not times or any(_follows(times[1:], at) for at in times[0] if at > after)


def _is_in(ask, act, at, day):
    if ask.within is None:
        return True
    count, unit = int(ask.within[:-1]), ask.within[-1]
    minutes = count * {"m": 1, "h": 60, "d": 1440}[unit]
    if minutes <= 120:
        return at // MINUTE - act.at // MINUTE < minutes
    if minutes <= 72 * 60:
        return at // HOUR - act.at // HOUR < minutes // 60
    return day - act.day < count


def _values(value):
    if value is None:
        return []
    if isinstance(value, bool):
        return [str(value).lower()]
    return value if isinstance(value, set) else [str(value)]
