"""What a stream amounts to, for `docs/demo-shop.md` and for the tests: `python -m regulars.demo.figures`."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from regulars.demo.corners import CORNERS, Channel
from regulars.demo.orders import stream
from regulars.demo.stream import Cancellation, Happening, Joined, Return, Sale, Spend

SILVER_TWD = 6_000
GOLD_TWD = 20_000

Level = str


class Figures(Struct, frozen=True):
    """`net` is what each member paid, less what was called off or brought back with a receipt."""

    receipts_by_month: dict[str, int]
    receipts_by_corner: dict[Channel, int]
    sales_by_corner: dict[Channel, int]
    receipts_without_member: int
    lines: int
    returns: int
    returns_without_receipt: int
    cancellations: int
    treats: int
    receipts_with_points: int
    net: dict[str, int]

    @property
    def receipts(self) -> int:
        return sum(self.receipts_by_month.values())

    @property
    def goods_receipts(self) -> int:
        """Those that can come back: nobody returns a coffee."""
        return self.receipts_by_corner["store"] + self.receipts_by_corner["online"]

    @property
    def levels(self) -> dict[Level, int]:
        return Counter(_level(net) for net in self.net.values())


def figures(happenings: Iterable[Happening]) -> Figures:
    told = list(happenings)
    sales = [happening for happening in told if isinstance(happening, Sale)]
    returns = [happening for happening in told if isinstance(happening, Return)]
    return Figures(
        receipts_by_month=dict(sorted(Counter(f"{sale.occurred_at:%Y-%m}" for sale in sales).items())),
        receipts_by_corner=Counter(sale.channel for sale in sales),
        sales_by_corner=_sales_by_corner(sales),
        receipts_without_member=sum(sale.member is None for sale in sales),
        lines=sum(len(sale.lines) for sale in sales),
        returns=len(returns),
        returns_without_receipt=sum(back.of is None for back in returns),
        cancellations=sum(isinstance(happening, Cancellation) for happening in told),
        treats=sum(isinstance(happening, Spend) for happening in told),
        receipts_with_points=sum(sale.points_used > 0 for sale in sales),
        net=_net(told),
    )


def as_markdown(found: Figures) -> str:
    """The tables of the documentation, so that they can be compared with it letter by letter."""
    return "\n".join([*_totals(found), "", *_corners(found), "", *_months(found), "", *_levels(found), ""])


def _sales_by_corner(sales: list[Sale]) -> dict[Channel, int]:
    totals: Counter[Channel] = Counter()
    for sale in sales:
        totals[sale.channel] += sale.total
    return totals


def _net(told: list[Happening]) -> dict[str, int]:
    called_off = {happening.of for happening in told if isinstance(happening, Cancellation)}
    net: defaultdict[str, int] = defaultdict(int)
    for happening in told:
        match happening:
            case Joined(card=card):
                net[card] += 0
            case Sale(member=str(card)) if happening.id not in called_off:
                net[card] += happening.total
            case Return(member=str(card), of=str()):
                net[card] -= sum(line.amount for line in happening.lines)
            case _:
                pass
    return dict(net)


def _level(net: int) -> Level:
    if net >= GOLD_TWD:
        return "gold"
    return "silver" if net >= SILVER_TWD else "base"


def _totals(found: Figures) -> list[str]:
    return [
        "| | count | share |",
        "| --- | ---: | --- |",
        f"| receipts | {found.receipts:,} | |",
        f"| lines | {found.lines:,} | {found.lines / found.receipts:.2f} a receipt |",
        f"| receipts without a card | {_of(found.receipts_without_member, found.receipts)} of receipts |",
        f"| returns | {_of(found.returns, found.goods_receipts)} of receipts with goods |",
        f"| … without a receipt | {_of(found.returns_without_receipt, found.returns)} of returns |",
        f"| cancellations | {_of(found.cancellations, found.receipts)} of receipts |",
        f"| receipts partly paid with points | {_of(found.receipts_with_points, found.receipts)} of receipts |",
        f"| treats taken for points | {found.treats:,} | |",
    ]


def _corners(found: Figures) -> list[str]:
    total = sum(found.sales_by_corner.values())
    rows = [
        f"| {corner.name_en} {corner.name_zh} | {found.receipts_by_corner[channel]:,} "
        f"| {found.sales_by_corner[channel]:,} | {found.sales_by_corner[channel] / total:.1%} "
        f"| {found.sales_by_corner[channel] // found.receipts_by_corner[channel]:,} |"
        for channel, corner in CORNERS.items()
    ]
    return [
        "| corner | receipts | sales, NT$ | share | a receipt, NT$ |",
        "| --- | ---: | ---: | ---: | ---: |",
        *rows,
    ]


def _months(found: Figures) -> list[str]:
    rows = [f"| {month} | {count:,} |" for month, count in found.receipts_by_month.items()]
    return ["| month | receipts |", "| --- | ---: |", *rows]


def _levels(found: Figures) -> list[str]:
    names = {"base": f"under {SILVER_TWD:,}", "silver": f"from {SILVER_TWD:,}", "gold": f"from {GOLD_TWD:,}"}
    rows = [f"| {name} | {_of(found.levels[level], len(found.net))} |" for level, name in names.items()]
    return ["| net spend in the year, NT$ | members | share |", "| --- | ---: | ---: |", *rows]


def _of(part: int, whole: int) -> str:
    return f"{part:,} | {part / whole:.1%}"


if __name__ == "__main__":
    print(as_markdown(figures(stream(seed=1, ends_on=date(2026, 10, 31), members=3000))))
