"""What no programme may speak of, found by its words in English and in Chinese."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

#: Topic: (whole English words, of which a phrase is several; Chinese words found anywhere).
_TOPICS: Final[dict[str, tuple[str, str]]] = {
    "health": (
        (
            "health|healthy|medical|medicine|medication|disease|illness|sick|sickness|diagnosis|diagnoses|disability|"
            "disabled|pregnant|pregnancy|prescription|prescriptions|patient|allergy|allergies|diabetes|diabetic|cancer|"
            "hiv|depression|therapy|vaccine|vaccinated|vaccination|hospital|clinic|symptom|symptoms|bmi|blood type|"
            "mental state|fertility|menstruation|menstrual|cholesterol|asthma|doctor"
        ),
        (
            "健康|疾病|病歷|病史|病症|患者|醫療|就醫|看診|門診|懷孕|孕期|預產期|殘障|身心障礙|殘疾|處方|過敏|血型|用藥|"
            "藥物|診斷|症狀|糖尿|血壓|癌|憂鬱|疫苗|月經|生理期|不孕|慢性病|體檢|健檢"
        ),
    ),
    "religion": (
        (
            "religion|religious|faith|church|buddhist|christian|catholic|muslim|islam|islamic|hindu|jewish|taoist|temple|"
            "mosque|baptism|baptised|baptized"
        ),
        "宗教|信仰|教會|教徒|佛教|基督|天主教|伊斯蘭|穆斯林|回教|道教|一貫道|受洗",
    ),
    "politics": (
        "politics|political|political party|voter|election|elections|politician|ideology",
        "政治|政黨|黨籍|黨員|選舉|投票意向|政治立場",
    ),
    "sex_life": (
        "sex life|sexual|sexuality|sexual orientation|gay|lesbian|bisexual|transgender|lgbt|lgbtq",
        "性生活|性行為|性傾向|性取向|性向|同性戀|雙性戀|跨性別|同志",
    ),
    "union": (
        "union|unions|trade union|labour union|labor union|union member",
        "工會",
    ),
    "ethnicity": (
        "ethnicity|ethnic|race|racial|skin colour|skin color|tribe|tribal|indigenous|aboriginal|ancestry|descent",
        "種族|族群|民族|族裔|族別|原住民|血統|膚色|祖籍|省籍",
    ),
    "location": (
        (
            "gps|geolocation|geo location|exact location|precise location|location|latitude|longitude|lat|lng|coordinates|"
            "coordinate|home address|street address|whereabouts|geofence"
        ),
        "定位|經緯度|經度|緯度|座標|坐標|精確位置|所在位置|行蹤|住址|住家地址",
    ),
    "biometrics": (
        (
            "biometric|biometrics|fingerprint|fingerprints|face id|faceid|facial|face recognition|face scan|iris|retina|"
            "voiceprint|palm print|dna|genetic|genome"
        ),
        "生物特徵|生物辨識|指紋|臉部|人臉|臉型辨識|虹膜|視網膜|聲紋|掌紋|基因",
    ),
}
TOPICS: Final = tuple(_TOPICS)

#: Goods by which somebody could be known for one of these.
_GOODS: Final = (
    (
        "medicine|medicines|medication|pharmacy|prescription|otc|drugs|pregnancy|pregnancy test|pregnancy tests|fertility|"
        "contraception|contraceptives|condom|condoms|erotica|erotic|sex toy|sex toys|adult goods|sexual wellness|lubricant|"
        "lubricants|incontinence|adult diapers|religious|religion|scripture|scriptures|political|politics|"
        "glucose|blood glucose|hiv|hiv test|smoking cessation|wigs|mobility aid|mobility aids|wheelchair|wheelchairs"
    ),
    (
        "藥品|藥物|成藥|處方|藥妝藥|避孕|保險套|驗孕|排卵|情趣|成人用品|性用品|潤滑液|失禁|成人紙尿褲|宗教|佛經|聖經|"
        "法器|政治|血糖|血壓計|愛滋|篩檢|戒菸|假髮|輔具|輪椅|醫療器材"
    ),
)

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def topic_of(name: str) -> str | None:
    """The topic of which a name speaks (a field, an event, a property), or None where it speaks of none."""
    return next((topic for topic, words in _TOPICS.items() if _speaks_of(name, words)), None)


@lru_cache(maxsize=1024)
def is_sensitive_goods(category: str) -> bool:
    """Whether to have bought of this category tells something that no profile may hold."""
    return any(_speaks_of(part, _GOODS) for part in category.split("/"))


def _speaks_of(name: str, words: tuple[str, str]) -> bool:
    english, chinese = words
    if any(word in name for word in chinese.split("|")):
        return True
    spelt = " ".join(_WORD.findall(name)).casefold()
    return any(f" {word} " in f" {spelt} " for word in english.split("|"))
