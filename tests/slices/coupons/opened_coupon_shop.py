"""A shop with coupons and nothing else to speak of, for every folder whose conftest names it."""

from datetime import UTC, datetime

import pytest

SHOP = """
programme: corner
name: {zh-Hant: 轉角, en: Corner}
zone: Asia/Taipei
currency: TWD
effective_from: 2020-01-01
points: {coin: {name: {zh-Hant: 點數, en: Coins}}}
earning:
  - {id: base, name: {zh-Hant: 消費, en: Purchases}, earn: coin, rate: {points: 1, per: 10}}
coupons:
  - {id: once, name: {zh-Hant: 一次, en: Once}, amount: 100, code: ONCE, limits: [{times: 1, per: member}]}
  - {id: ten, name: {zh-Hant: 十張, en: Ten}, amount: 50, code: TEN, limits: [{times: 10, per: all}]}
  - {id: three, name: {zh-Hant: 每日三張, en: Three a day}, amount: 30, code: THREE, limits: [{times: 3, per: day}]}
  - {id: tea, name: {zh-Hant: 茶, en: Tea}, percent: 10}
partner_offers:
  - {id: taxi, name: {zh-Hant: 叫車碼, en: A ride}, partner: A taxi, minimum: 300}
"""


@pytest.fixture
def coupon_shop(live_database):
    """Publish the programme and answer it; what earlier tests published is forgotten."""
    # Models can be read only once Django is ready, and this folder may be the first that pytest enters.
    from regulars.programmes import queries  # noqa: PLC0415
    from regulars.programmes.actions import publish  # noqa: PLC0415

    queries._compiled.cache_clear()
    publish(text=SHOP, now=datetime(2026, 1, 1, tzinfo=UTC))
    yield queries.current()
    queries._compiled.cache_clear()
