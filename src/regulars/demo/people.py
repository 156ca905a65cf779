"""Cards and the names that people in Taiwan give themselves; all of them invented."""

from collections.abc import Callable
from random import Random

SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾廖賴周葉蘇江呂何羅高蕭潘簡朱鍾彭游詹胡施沈余盧梁"
SYLLABLES = "安婷恩宇凱雅妤晴柔瑄彤涵翔樂喬希靜慧玲萱萍琪庭佑豪宏毅瑜甯昀芯蓁"
SWEET = (
    *(
        "芋泥",
        "豆花",
        "麻糬",
        "珍奶",
        "布丁",
        "可頌",
        "柚子",
        "海鹽",
        "花生",
        "奶茶",
        "抹茶",
        "湯圓",
        "地瓜",
        "蛋餅",
    ),
    *("仙草", "愛玉", "荔枝", "芒果", "飯糰", "米漿"),
)
ANIMALS = ("貓", "柴犬", "水豚", "石虎", "黑熊", "海豹", "企鵝", "刺蝟", "倉鼠", "麻雀", "鯨魚", "樹懶")
MOODS = ("想睡的", "愛看書的", "慢慢走的", "不加班的", "愛喝咖啡的", "怕熱的", "正在存錢的", "路過的")
ENGLISH = (
    *(
        "Mandy",
        "Kevin",
        "Vivi",
        "Jenny",
        "Eric",
        "Joyce",
        "Amber",
        "Leo",
        "Tina",
        "Ray",
        "Peggy",
        "Zoe",
        "Hank",
    ),
    *("Iris", "Sandy", "Wayne", "Cindy", "Jasper", "Momo", "Yuki", "Nina", "Oscar", "Ruby", "Claire", "Andy"),
)
SENTENCES = (
    *(
        "今天也想放假",
        "書還沒看完",
        "再一杯就好",
        "不吃香菜",
        "週末不在家",
        "明天再減肥",
        "雨天出門",
        "先看電影再說",
    ),
    *("早起失敗", "買書不看協會", "下班後的我", "月底吃土中", "散步一小時", "慢半拍"),
)


def nickname(rng: Random) -> str:
    return rng.choice(_WAYS)(rng)


def birth_month(rng: Random) -> int:
    return rng.randint(1, 12)


def card_number(number: int) -> str:
    """Members are numbered from 1. Neighbours do not look alike, no two are equal, the last two digits check."""
    block, place = divmod(number, 10_000)
    # 7919 shares no factor with 10,000: each place in a block is taken exactly once.
    body = (8012 + block) * 10_000 + place * 7919 % 10_000
    check = 98 - body * 100 % 97
    digits = f"{body}{check:02d}"
    return f"{digits[:4]} {digits[4:8]} {digits[8:]}"


def _little(rng: Random) -> str:
    return rng.choice("小小小阿阿大") + rng.choice(SYLLABLES)


def _doubled(rng: Random) -> str:
    return rng.choice(SYLLABLES) * 2


def _polite(rng: Random) -> str:
    return rng.choice(SURNAMES) + rng.choice(("小姐", "先生", "媽媽", "太太", "老師", "爸"))


def _english(rng: Random) -> str:
    name = rng.choice(ENGLISH)
    return rng.choice((name, f"{name} {rng.choice(SURNAMES)}", f"{name}{rng.randint(1, 99):02d}"))


def _sweet(rng: Random) -> str:
    return rng.choice(SWEET) + rng.choice(("", "", "醬", "控", "本人", "媽", "不加糖"))


def _creature(rng: Random) -> str:
    return rng.choice(MOODS) + rng.choice(ANIMALS)


def _keeper(rng: Random) -> str:
    return rng.choice(ANIMALS) + rng.choice(("奴一號", "奴", "同學", "的姊姊", "爸爸"))


def _sentence(rng: Random) -> str:
    return rng.choice(SENTENCES)


# Listed as often as they are met: most people use a short form of their own name.
_WAYS: tuple[Callable[[Random], str], ...] = (
    *(_little, _little, _little, _doubled, _doubled, _polite, _polite),
    *(_english, _english, _english, _sweet, _sweet, _creature, _keeper, _sentence),
)
