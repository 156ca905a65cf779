"""The programme of a corner shop, written part by part: what the tests of checks and of differences change one thing of."""

from msgspec import convert

from regulars.core.programme.check import check
from regulars.core.programme.document import Programme

NAME = {"zh-Hant": "名稱", "en": "A name"}


def rule(id="base", **parts):
    return {"id": id, "name": NAME, "earn": "coin", **parts}


BASE = rule(rate={"points": 1, "per": 50})


def level(id, threshold):
    return {"id": id, "name": NAME, "threshold": threshold}


def track(*levels, metric="net_spend", **parts):
    return {"name": NAME, "metric": metric, "levels": list(levels), **parts}


def programme(**parts):
    whole = {
        "programme": "corner",
        "name": NAME,
        "zone": "Asia/Taipei",
        "currency": "TWD",
        "effective_from": "2026-01-01",
        "points": {"coin": {"name": NAME}},
        "earning": [BASE],
        "tracks": {"card": track(level("white", 0), level("gold", 6000))},
    }
    return convert({**whole, **parts}, Programme)


def points(**parts):
    return programme(points={"coin": {"name": NAME, **parts}})


def earning(*rules, **parts):
    return programme(earning=[BASE, *rules], **parts)


def levels(*levels, **parts):
    return programme(tracks={"card": track(*levels, **parts)})


def found(document):
    return [(mistake.path, mistake.code) for mistake in check(document)]
