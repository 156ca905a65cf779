"""Says things as a client of the wire says them."""

import json
from datetime import UTC, datetime
from functools import cache

from regulars.core.programme.compiled import Programme, Version
from regulars.events.understanding.meaning import Said
from regulars.programmes.reading import read_programme

TEXT = """
programme: corner
name: {{ zh-Hant: 街角, en: Corner }}
zone: Asia/Taipei
currency: {money}
effective_from: 2025-01-01
points:
  coin: {{ name: {{ zh-Hant: 金幣, en: Coins }}, expiry: never }}
earning:
  - {{ id: base, name: {{ zh-Hant: 每十元, en: Every ten }}, earn: coin, rate: {{ points: 1, per: 10 }} }}
"""
AT = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)
INSTANT = int(AT.timestamp()) * 1_000_000


@cache
def programme(money="TWD"):
    document = read_programme(TEXT.format(money=money)).document
    assert document is not None
    return Programme(Version(document, 1))


def track(name, properties, *, message_id="m-1", at=INSTANT, received=INSTANT):
    raw = properties if isinstance(properties, str) else json.dumps(properties)
    body = f'{{"type":"track","event":{json.dumps(name)},"properties":{raw}}}'
    return Said("track", name, message_id, at, received, body.encode())


def identify(traits, *, message_id="m-1"):
    body = json.dumps({"type": "identify", "traits": traits})
    return Said("identify", None, message_id, INSTANT, INSTANT, body.encode())
