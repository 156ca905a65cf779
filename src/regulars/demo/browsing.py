"""What the web shop's visitors looked at today, as Segment's client tells it; and two letters that need a person's eye."""

from datetime import datetime, timedelta
from random import Random

from regulars.demo.goods import SHELVES, Good

SEED = 7
VISITS = 60
SEARCHED = ("馬克杯", "咖啡豆", "文學", "禮盒", "鋼筆", "香氛", "繪本")

GOODS: tuple[Good, ...] = tuple(
    good for shelf in SHELVES if "online" in shelf.corners for good in shelf.goods
)


def browsing(*, now: datetime) -> list[dict[str, object]]:
    """Visits of the last hours, the oldest first: a search, some goods, now and then one into the basket."""
    chance = Random(SEED)  # noqa: S311 - the same visits each time are the point
    said: list[dict[str, object]] = []
    for number in range(VISITS):
        at = now - timedelta(minutes=8 * (VISITS - number))
        steps: list[tuple[str, dict[str, object]]] = [
            ("Products Searched", {"query": chance.choice(SEARCHED)})
        ]
        looked = chance.sample(GOODS, chance.randint(1, 4))
        steps += [("Product Viewed", _product(good)) for good in looked]
        if chance.random() < 0.35:
            steps.append(("Product Added", _product(looked[-1]) | {"quantity": 1}))
        said += [
            _track(name, f"web-{number}-{place}", at + timedelta(seconds=40 * place), properties)
            | {"anonymousId": f"visitor-{number}"}
            for place, (name, properties) in enumerate(steps)
        ]
    return said


def mistaken(*, now: datetime) -> list[dict[str, object]]:
    """What the web shop's server gets wrong: a sum that its lines do not make, and another country's money."""
    good, at = GOODS[0], now - timedelta(minutes=20)
    line = _product(good) | {"quantity": 2}
    return [
        _track("Order Completed", "server-1", at, {"order_id": "W-9001", "products": [line], "subtotal": 1}),
        _track(
            "Order Completed", "server-2", at, {"order_id": "W-9002", "products": [line], "currency": "USD"}
        ),
    ]


def _product(good: Good) -> dict[str, object]:
    return {
        "product_id": good.sku, "name": good.name, "price": good.price, "brand": good.brand, "category": good.category,
    }  # fmt: skip


def _track(name: str, message: str, at: datetime, properties: dict[str, object]) -> dict[str, object]:
    return {
        "type": "track", "event": name, "messageId": message, "timestamp": at.isoformat(), "properties": properties,
        "anonymousId": "server",
    }  # fmt: skip
