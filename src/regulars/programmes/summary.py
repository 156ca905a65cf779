"""A programme in a screenful of words, and what changed between two of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from regulars.core.challenges.playing import costs_at_most
from regulars.core.programme.challenge_document import Challenge
from regulars.core.programme.differences import Difference, Plain, differences
from regulars.core.programme.document import (
    Budget,
    CheckIn,
    Coupon,
    EarningRule,
    Expiry,
    ExpiryTerms,
    Leaderboard,
    Mission,
    Programme,
    Referral,
    Reward,
    Track,
    Window,
    Words,
)
from regulars.core.programme.life import MONTHS
from regulars.core.programme.purposes import purpose_name
from regulars.programmes.words import Language

#: (English, 繁體中文)
_HEADINGS: Final = {
    "from": ("from {date}", "自 {date} 起"),
    "points": ("Points", "點數"),
    "earning": ("Earning ({count})", "集點規則（{count} 條）"),
    "tracks": ("Tracks", "會員等級"),
    "purposes": ("Asked for, and off until agreed to", "徵求同意的使用目的（同意前不使用）"),
    "rewards": ("Rewards ({count})", "好禮（{count} 項）"),
    "price": ("{points} {name}", "{points} {name}"),
    "for_cause": ("for {cause}", "捐給 {cause}"),
    "drawn_on": (
        "{prizes} prizes drawn on {day}, from the age of {age}",
        "{day} 抽出 {prizes} 個獎項，{age} 歲以上",
    ),
    "and_money": ("and {money} {currency}", "另付 {money} {currency}"),
    "stock": ("{stock} in all", "限量 {stock} 份"),
    "limit_member": ("{times} for each member", "每人 {times} 份"),
    "limit_member_month": ("{times} a month for each member", "每人每月 {times} 份"),
    "limit_member_day": ("{times} a day for each member", "每人每日 {times} 份"),
    "limit_day": ("{times} a day", "每日 {times} 份"),
    "notice": ("notice {version}", "告知事項 {version}"),
    "missions": ("Missions", "任務"),
    "challenges": ("Challenges", "挑戰"),
    "budget_points": ("a budget of {points} points", "預算 {points} 點"),
    "budget_money": ("a budget of {amount} {money}", "預算 {amount} {money}"),
    "budget_day": ("{budget} a day", "每日{budget}"),
    "budget_week": ("{budget} a week", "每週{budget}"),
    "budget_month": ("{budget} a month", "每月{budget}"),
    "leaderboards": ("Leaderboards", "排行榜"),
    "counts": ("by {counted}; {places} places", "依 {counted} 排名，顯示 {places} 名"),
    "counts_per_week": (
        "by {counted}, each week; {places} places",
        "依 {counted} 每週排名，顯示 {places} 名",
    ),
    "counts_per_month": (
        "by {counted}, each month; {places} places",
        "依 {counted} 每月排名，顯示 {places} 名",
    ),
    "bands": (
        "{bands} points; {most} at most, of a budget of {budget}",
        "{bands} 點；最多 {most} 點，預算 {budget} 點",
    ),
    "goal": ("{count}: {stages}", "{count}：{stages}"),
    "referral": ("Bringing a friend", "好友推薦"),
    "brings": ("{reward} for whoever invites", "推薦人 {reward}"),
    "is_welcome": ("{welcome} for the friend", "好友 {welcome}"),
    "kept_for": ("after {days} days without a return", "消費過 {days} 天退貨期後"),
    "check_in": ("check-in, {ladder} points", "簽到，連續各日 {ladder} 點"),
    "for": ("for {purpose}", "限同意「{purpose}」"),
    "coupons": ("Coupons ({count})", "優惠券（{count} 張）"),
    "offers": ("Codes of partners", "合作夥伴優惠碼"),
    "off": ("{amount} {currency} off", "折 {amount} {currency}"),
    "percent": ("{percent} % off", "折扣 {percent}%"),
    "fixed_price": ("each for {amount} {currency}", "每件 {amount} {currency}"),
    "gift": ("{times} for nothing", "{times} 件免費"),
    "shipping": ("free shipping", "免運費"),
    "code": ("code {code}", "優惠碼 {code}"),
    "own_codes": ("a code for each", "一人一碼"),
    "worth": ("one costs {worth} {currency}", "一點成本 {worth} {currency}"),
    "never": ("never expire", "不會到期"),
    "end_of_next_year": ("expire at the end of the next year", "隔年底到期"),
    "rolling": ("expire {span} after activation", "生效 {span}後到期"),
    "rounded": ("expire at the end of the {end} {span} after activation", "生效 {span}後的{end}底到期"),
    "sliding": ("expire {span} after the last activity", "最近一次活動 {span}後到期"),
    "dates": ("expire on {dates}", "於 {dates} 到期"),
    "days": ("{n} days", "{n} 天"),
    "months": ("{n} months", "{n} 個月"),
    "years": ("{n} years", "{n} 年"),
    "month": ("month", "月"),
    "quarter": ("quarter", "季"),
    "half_year": ("half-year", "半年"),
    "year": ("year", "年"),
    "rounded_named": (
        "expire at the end of the next {end} {span} after activation",
        "生效 {span}後的下一個 {end}底到期",
    ),
    "at_level": ("at {level}: {terms}", "{level}：{terms}"),
    "owes": ("up to {limit} may be owed", "最多可欠 {limit} 點"),
    "paid_first": ("paid points are spent first", "先用付費的點數"),
    "partner": ("paid for by {sponsor}", "由{sponsor}出資"),
    "paid": ("paid for by the member", "會員付費"),
    "free": ("paid for by the shop", "商店贈送"),
    "lifetime": ("ever", "累計"),
    "calendar_year": ("this calendar year", "當年度"),
    "last": ("over the last {span}", "近 {span}"),
    "net_spend": ("net spend", "淨消費"),
    "orders": ("orders", "訂單數"),
    "items": ("items", "件數"),
    "points_earned": ("points earned", "累積點數"),
    "visits": ("days with a purchase", "消費天數"),
    "categories": ("different categories", "不同分類數"),
    "points_balance": ("points balance", "點數餘額"),
    "stages_of": ("missions", "任務階段"),
    "counter": ("{name}", "{name}"),
    "membership_year": ("this year of membership", "入會週年"),
    "level_term": ("since the level's term began", "本期等級開始以來"),
    "last_change": ("since the last change of level", "上次等級變動以來"),
    "every": ("every {span}", "每{span}"),
    "every_from": ("every {span}, years from month {month}", "每{span}，年度自 {month} 月起"),
    "nothing_changed": ("Nothing changed.", "沒有變更。"),
}
_MARKS: Final = {"added": "+", "removed": "-", "changed": "~", "reordered": "~"}
_LONGEST_VALUE: Final = 60


def summary(document: Programme, language: Language) -> str:
    """What a programme says, in a few lines for somebody who just checked it."""
    lines = [
        f"{words(document.name, language)} ({document.programme})",
        f"{document.currency} · {document.zone} · {_say('from', language, date=document.effective_from)}",
        "",
        _say("points", language),
        *(f"  {name}: {_points(name, document, language)}" for name in document.points),
    ]
    if document.earning:
        lines += ["", _say("earning", language, count=len(document.earning))]
        lines += [f"  {rule.id}: {_rule(rule, document, language)}" for rule in document.earning]
    if document.tracks:
        lines += ["", _say("tracks", language)]
        lines += [f"  {name}: {_track(track, language)}" for name, track in document.tracks.items()]
    if document.purposes:
        lines += ["", _say("purposes", language)]
        lines += [f"  {name}: {_purpose(name, document, language)}" for name in document.purposes]
    if document.coupons:
        lines += ["", _say("coupons", language, count=len(document.coupons))]
        lines += [f"  {coupon.id}: {_coupon(coupon, document, language)}" for coupon in document.coupons]
    if document.partner_offers:
        lines += ["", _say("offers", language)]
        lines += [
            f"  {offer.id}: {words(offer.name, language)} · {offer.partner}"
            for offer in document.partner_offers
        ]
    if document.missions:
        lines += ["", _say("missions", language)]
        lines += [f"  {one.id}: {_mission(one, document, language)}" for one in document.missions]
    if document.rewards:
        lines += ["", _say("rewards", language, count=len(document.rewards))]
        lines += [f"  {reward.id}: {_reward(reward, document, language)}" for reward in document.rewards]
    if document.referral is not None:
        lines += ["", _say("referral", language), f"  {_referral(document.referral, document, language)}"]
    if document.challenges:
        lines += ["", _say("challenges", language)]
        lines += [
            f"  {one.id}: {words(one.name, language)} · {_challenge(one, language)}"
            for one in document.challenges
        ]
    if document.leaderboards:
        lines += ["", _say("leaderboards", language)]
        lines += [
            f"  {one.id}: {words(one.name, language)} · {leaderboard(one, language)}"
            for one in document.leaderboards
        ]
    return "\n".join(lines)


def changes(before: Programme, after: Programme, language: Language) -> list[str]:
    """One line for every difference, or one that says that there is none."""
    found = [_change(each) for each in differences(before, after)]
    return found or [_say("nothing_changed", language)]


def words(both: Words, language: Language) -> str:
    """The words for a reader of this language."""
    return both.zh_hant if language == "zh-Hant" else both.en


def _points(name: str, document: Programme, language: Language) -> str:
    points = document.points[name]
    worth = _say("worth", language, worth=points.worth, currency=document.currency)
    said = [words(points.name, language), worth, _expiry(points.expiry, language)]
    if points.spend_first == "paid":
        said.append(_say("paid_first", language))
    return " · ".join([*said, *_at_levels(name, document, language)])


def _purpose(name: str, document: Programme, language: Language) -> str:
    asked = document.purposes[name]
    notice = _say("notice", language, version=asked.notice.version)
    return " · ".join([words(purpose_name(name, asked), language), notice, *asked.reads])


def mission(one: Mission, language: Language) -> str:
    """What a mission asks for and gives, in a line."""
    if one.check_in is not None:
        return _check_in(one.check_in, language)
    assert one.goal is not None, "the check asks for one of the two"
    stages = " → ".join(
        f"{stage.at_least} ({stage.prize.points} {stage.prize.of})" if stage.prize else str(stage.at_least)
        for stage in one.goal.stages
    )
    return _say("goal", language, count=one.goal.count, stages=stages)


def _mission(one: Mission, document: Programme, language: Language) -> str:
    said = [words(one.name, language), mission(one, language)]
    return " · ".join([*said, *_budget(one.budget, document, language)])


def _referral(referral: Referral, document: Programme, language: Language) -> str:
    reward, welcome = referral.reward, referral.welcome
    said = [words(referral.name, language), _say("brings", language, reward=f"{reward.points} {reward.of}")]
    if welcome is not None:
        said.append(_say("is_welcome", language, welcome=f"{welcome.points} {welcome.of}"))
    said.append(_say("kept_for", language, days=referral.return_window))
    return " · ".join([*said, *_budget(referral.budget, document, language)])


def _challenge(challenge: Challenge, language: Language) -> str:
    bands = " / ".join(f"{one.points} (≥ {one.score})" for one in challenge.bands)
    return _say("bands", language, bands=bands, most=costs_at_most(challenge) or 0, budget=challenge.budget)


def leaderboard(one: Leaderboard, language: Language) -> str:
    """By what a board ranks, in a line."""
    counted = one.mission or one.check_in or one.challenge
    said = "counts" if one.per is None else f"counts_per_{one.per}"
    return _say(said, language, counted=counted, places=one.places)


def _check_in(check_in: CheckIn, language: Language) -> str:
    return _say("check_in", language, ladder="–".join(str(points) for points in check_in.ladder))


def _reward(reward: Reward, document: Programme, language: Language) -> str:
    points = document.points.get(reward.price.of or next(iter(document.points)))
    name = words(points.name, language) if points else ""
    said = [words(reward.name, language), _say("price", language, points=reward.price.points, name=name)]
    if reward.price.money is not None:
        said.append(_say("and_money", language, money=reward.price.money, currency=document.currency))
    if reward.kind == "donation":
        said.append(_say("for_cause", language, cause=reward.cause or reward.id))
    if reward.lottery is not None:
        prizes = sum(prize.number for prize in reward.lottery.prizes)
        said.append(
            _say("drawn_on", language, day=reward.lottery.draw, prizes=prizes, age=reward.lottery.age)
        )
    if reward.from_ or reward.until:
        said.append(f"{reward.from_ or ''}–{reward.until or ''}")
    if reward.stock:
        said.append(_say("stock", language, stock=reward.stock))
    said += [_say(f"limit_{limit.per}", language, times=limit.times) for limit in reward.limits]
    return " · ".join([*said, *_conditions(reward.when, None)])


def _at_levels(name: str, document: Programme, language: Language) -> Iterator[str]:
    for track in document.tracks.values():
        for level in track.levels:
            terms = level.points.get(name)
            said = [_expiry(terms.expiry, language)] if terms and terms.expiry else []
            if terms and terms.deficit_limit is not None:
                said.append(_say("owes", language, limit=terms.deficit_limit))
            if said:
                yield _say("at_level", language, level=words(level.name, language), terms=", ".join(said))


def _expiry(expiry: Expiry, language: Language) -> str:
    if not isinstance(expiry, ExpiryTerms):
        return _say(expiry, language)
    if expiry.sliding is not None:
        sliding = expiry.sliding
        return _say("sliding", language, span=_span(sliding.days, sliding.months, sliding.years, language))
    if expiry.rolling is None:
        return _say("dates", language, dates=", ".join(expiry.dates or []))
    rolling = expiry.rolling
    span = _span(rolling.days, rolling.months, rolling.years, language)
    if rolling.round_up_to == "day":
        return _say("rolling", language, span=span)
    if rolling.round_up_to in MONTHS:
        return _say("rounded_named", language, span=span, end=_month(rolling.round_up_to, language))
    return _say("rounded", language, span=span, end=_say(rolling.round_up_to, language))


def _month(name: str, language: Language) -> str:
    return f"{MONTHS.index(name) + 1} 月" if language == "zh-Hant" else name.capitalize()


def _span(days: int | None, months: int | None, years: int | None, language: Language) -> str:
    given = {"days": days, "months": months, "years": years}
    return " ".join(_say(unit, language, n=n) for unit, n in given.items() if n is not None)


def _rule(rule: EarningRule, document: Programme, language: Language) -> str:
    sponsor = rule.sponsor or document.points[rule.earn].sponsor
    own = [_say(rule.funding, language, sponsor=sponsor)] if rule.funding else []
    own += [_expiry(rule.expiry, language)] if rule.expiry else []
    own += _budget(rule.budget, document, language)
    if rule.purpose:
        name = purpose_name(rule.purpose, document.purposes.get(rule.purpose))
        own.append(_say("for", language, purpose=words(name, language)))
    return " · ".join([words(rule.name, language), *_conditions(rule.when, rule.lines), *own])


def _budget(budget: Budget | None, document: Programme, language: Language) -> list[str]:
    if budget is None:
        return []
    if budget.points is None:
        said = _say("budget_money", language, amount=budget.money, money=document.currency)
    else:
        said = _say("budget_points", language, points=budget.points)
    return [said if budget.per is None else _say(f"budget_{budget.per}", language, budget=said)]


def _coupon(coupon: Coupon, document: Programme, language: Language) -> str:
    money = document.currency
    ways = {
        "off": coupon.amount, "percent": coupon.percent, "fixed_price": coupon.fixed_price,
        "gift": coupon.gift, "shipping": coupon.shipping,
    }  # fmt: skip
    key, value = next((key, value) for key, value in ways.items() if value is not None)
    times = coupon.gift.times if coupon.gift else 0
    way = _say(key, language, amount=value, percent=value, currency=money, times=times)
    code = _say("code", language, code=coupon.code) if coupon.code else _say("own_codes", language)
    return " · ".join([words(coupon.name, language), way, code, *_conditions(coupon.when, coupon.lines)])


def _track(track: Track, language: Language) -> str:
    steps = " → ".join(f"{words(level.name, language)} {level.threshold}" for level in track.levels)
    name = words(track.counter.name, language) if track.counter else ""
    metric = f"{_say('stages_of' if track.metric == 'missions' else track.metric, language, name=name)} {_window(track, language)}"
    return " · ".join([words(track.name, language), metric, steps, *_conditions(track.when, track.lines)])


def _window(track: Track, language: Language) -> str:
    if not isinstance(track.window, Window):
        return _say(track.window, language)
    calendar, rolling = track.window.calendar, track.window.rolling
    if calendar is not None:
        key = "every_from" if calendar.first_month > 1 else "every"
        return _say(key, language, span=_say(calendar.every, language), month=calendar.first_month)
    assert rolling is not None, "the check asks for one of the two"
    return _say("last", language, span=_span(rolling.days, rolling.months, None, language))


def _conditions(when: str | None, lines: str | None) -> Iterator[str]:
    if when:
        yield f"when {when}"
    if lines:
        yield f"lines {lines}"


def _change(difference: Difference) -> str:
    path = " › ".join(str(step) for step in difference.path)
    match difference.kind:
        case "added":
            said = _value(difference.after)
        case "removed":
            said = _value(difference.before)
        case _:
            said = f"{_value(difference.before)} → {_value(difference.after)}"
    return f"{_MARKS[difference.kind]} {path}: {said}"


def _value(value: Plain) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _say(key: str, language: Language, **facts: object) -> str:
    return _HEADINGS[key][language == "zh-Hant"].format(**facts)
