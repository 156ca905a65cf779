"""A till of a shop with coupons, and what it sends."""

from datetime import UTC, datetime

from django.db import transaction

from regulars.core.codes import folded
from regulars.coupons import pools
from regulars.coupons.models import Code
from regulars.lib.cursors import raw_cursor

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
  - {id: hello, name: {zh-Hant: 首購, en: Hello}, amount: 100, minimum: 500, code: HELLO, when: member.orders >= 1, limits: [{times: 1, per: member}]}
  - {id: tea, name: {zh-Hant: 茶, en: Tea}, percent: 10, lines: '"tea" in line.categories', claim: true, valid: {days: 30}}
  - {id: ship, name: {zh-Hant: 免運, en: Free shipping}, shipping: free, code: SHIP, limits: [{times: 2, per: all}]}
  - {id: alone, name: {zh-Hant: 獨享, en: Alone}, amount: 50, exclusive: true, code: ALONE}
  - {id: sorry, name: {zh-Hant: 致歉, en: Sorry}, amount: 20, code: SORRY, limits: [{times: 1, per: staff}, {times: 1, per: day}]}
  - {id: oldie, name: {zh-Hant: 老客, en: Oldie}, amount: 5, code: OLDIE}
  - {id: old, name: {zh-Hant: 舊, en: Old}, amount: 20, code: OLDONE, until: 2021-01-01}
"""
LINES = [
    {"product": "oolong", "quantity": 2, "amount": 400, "categories": ["tea"]},
    {"product": "mug", "quantity": 1, "amount": 300},
    {"product": "delivery", "quantity": 1, "amount": 80, "role": "shipping"},
]
BASKET = {"member": "M-1", "lines": LINES, "codes": ["hello"]}
UNKNOWN = ["NOBODY", "OLDONE", "K7QX-9F3M-2T8"]


def printed(pool, text, **more):
    with transaction.atomic():
        pools.fill(raw_cursor(), pool, [(1, folded(text), text)], pools.Printed(datetime.now(UTC), None))
    if more:
        Code.objects.filter(code=text).update(**more)
    return text


def held(till, name="B-1", **more):
    return till.post("coupons/holds", {**BASKET, "id": name, **more})


def ordered(till, hold="B-1", order="A-1", lines=LINES, **more):
    moment = datetime.now(UTC).isoformat()
    body = {"id": order, "occurred_at": moment, "member": "M-1", "lines": lines, **more}
    return till.post(f"coupons/holds/{hold}/commit", body)


def why(answer):
    return [(one["code"], one["why"], one["takes"]) for one in answer.json()["coupons"]]
