"""Small order files and programmes, written into a test's own folder."""

HEADER = "order_id,date,time,member,product,quantity,amount\n"

PROGRAMME = """\
programme: corner
name: { zh-Hant: 街角, en: Corner }
zone: Asia/Taipei
currency: TWD
effective_from: 2026-01-01
points:
  points:
    name: { zh-Hant: 點數, en: Points }
    worth: 0.5
    expiry: end_of_next_year
earning:
  - id: base
    name: { zh-Hant: 每滿 10 元得 1 點, en: 1 point for every full NT$10 }
    earn: points
    rate: { points: 1, per: 10 }
tracks:
  card:
    name: { zh-Hant: 卡, en: Card }
    metric: net_spend
    window: { rolling: { months: 12 } }
    levels:
      - { id: white, name: { zh-Hant: 白卡, en: White }, threshold: 0 }
      - { id: gold, name: { zh-Hant: 金卡, en: Gold }, threshold: 1000 }
"""

#: Ada buys twice and brings a cup back, Bob buys once, Cyd brings back what she never bought, and somebody is nobody.
ORDERS = HEADER + (
    "A1,2026-01-31,23:30,ada,tea,1,800\n"
    "A2,2026-02-01,00:30,ada,cup,2,500\n"
    "A3,2026-02-03,10:00,ada,cup,-1,250\n"
    "B1,2026-02-10,10:00,bob,tea,1,95\n"
    "C1,2026-02-11,10:00,cyd,hat,-1,300\n"
    "N1,2026-02-12,10:00,,tea,1,100\n"
)


def written(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
