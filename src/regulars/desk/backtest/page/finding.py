"""The finding, as a sentence: what it costs, who gains, who loses."""

from __future__ import annotations

from html import escape

from regulars.core.programme.document import Programme
from regulars.desk.backtest.figures import share
from regulars.desk.backtest.numbers import money, percent, whole
from regulars.desk.backtest.result import Difference, Result
from regulars.desk.backtest.words import Language
from regulars.programmes.summary import words

#: Key: (English, 繁體中文). Names and figures are put in as HTML.
_SAID = {
    "more": (
        "{one} would have given {points} {sum} than {other}, {share} of what members bought.",
        "這段期間若照「{one}」，會比「{other}」{sum} {points}，占會員營業額 {share}。",
    ),
    "same_points": (
        "{one} would have given as many points as {other}.",
        "這段期間若照「{one}」，給的點數和「{other}」一樣多。",
    ),
    "alone": (
        "{one} would have given {points}, {share} of what members bought.",
        "這段期間若照「{one}」，會給 {points}，占會員營業額 {share}。",
    ),
    "owed": ("{points} would be outstanding at the end.", "期末還有 {points}未用。"),
    "is_more": ("more", "多給"),
    "is_fewer": ("fewer", "少給"),
    "points": ("<b>{points} points</b>", "<b>{points} 點</b>"),
    "points_worth": ("<b>{points} points ({money})</b>", "<b>{points} 點（{money}）</b>"),
    "gain": ("{n} members gain", "{n} 位會員變多"),
    "nobody_gains": ("Nobody gains", "沒有人變多"),
    "lose": ("{n} lose", "{n} 位變少"),
    "nobody_loses": ("nobody loses", "沒有人變少"),
    "up": ("{n} end on a higher level", "{n} 位最後的等級較高"),
    "down": ("{n} on a lower one", "{n} 位較低"),
    "only_down": ("{n} end on a lower level", "{n} 位最後的等級較低"),
    "levels": ("Of {members} members, {levels}.", "{members} 位會員中，{levels}。"),
    "level": ("{n} hold {level}", "{level} {n} 位"),
    "comma": (", ", "，"),
    "stop": (".", "。"),
    "semicolon": ("; ", "；"),
    "and": (", ", "、"),
}


def finding(result: Result, document: Programme, *, names: list[str], language: Language) -> list[str]:
    """The sentences that stand first on the page, as HTML."""
    if result.difference is None:
        return _alone(result, document, names[0], language)
    return [_given(result, result.difference, names, language), _members(result.difference, language)]


def _say(key: str, language: Language, **facts: str) -> str:
    return _SAID[key][language == "zh-Hant"].format(**facts)


def _points(points: int, minor: int, result: Result, language: Language) -> str:
    if not minor:
        return _say("points", language, points=whole(points))
    amount = money(minor, result.money.currency, result.money.exponent)
    return _say("points_worth", language, points=whole(points), money=amount)


def _given(result: Result, difference: Difference, names: list[str], language: Language) -> str:
    points = difference.points.issued - difference.points.revoked
    both = {"one": escape(names[0]), "other": escape(names[1])}
    if not points:
        return _say("same_points", language, **both)
    # With several kinds of points, more points may cost less money; then the money bears a minus.
    minor = difference.money.given_minor if points > 0 else -difference.money.given_minor
    sales = result.sales.earning_minor
    return _say(
        "more", language, **both, points=_points(abs(points), minor, result, language),
        sum=_say("is_more" if points > 0 else "is_fewer", language),
        share=f"<b>{percent(share(minor, sales))}</b>",
    )  # fmt: skip


def _members(difference: Difference, language: Language) -> str:
    gain, lose = difference.members_gaining, difference.members_losing
    said = [
        _say("gain", language, n=whole(gain)) if gain else _say("nobody_gains", language),
        _say("lose", language, n=whole(lose)) if lose else _say("nobody_loses", language),
    ]
    up = sum(move.members for move in difference.levels_moved if move.up)
    down = sum(move.members for move in difference.levels_moved if move.up is False)
    levels = [_say("up", language, n=whole(up))] if up else []
    if down:
        levels.append(_say("down" if up else "only_down", language, n=whole(down)))
    comma = _say("comma", language)
    parts = [comma.join(said), *([comma.join(levels)] if levels else [])]
    return _say("semicolon", language).join(parts) + _say("stop", language)


def _alone(result: Result, document: Programme, name: str, language: Language) -> list[str]:
    points, minor = result.points, result.money
    given = _points(points.issued - points.revoked, minor.given_minor, result, language)
    owed = _points(points.outstanding, minor.outstanding_minor, result, language)
    said = [
        _say(
            "alone", language, one=escape(name), points=given,
            share=f"<b>{percent(result.cost_share)}</b>",
        ),
        _say("owed", language, points=owed),
    ]  # fmt: skip
    return [" ".join(said) if language == "en" else "".join(said), *_levels(result, document, language)]


def _levels(result: Result, document: Programme, language: Language) -> list[str]:
    for name, track in document.tracks.items():
        held = [
            _say(
                "level",
                language,
                n=whole(result.tiers[name][level.id]),
                level=escape(words(level.name, language)),
            )
            for level in reversed(track.levels[1:])
        ]
        if held and any(result.tiers[name][level.id] for level in track.levels[1:]):
            levels = _say("and", language).join(held)
            return [_say("levels", language, members=whole(result.members), levels=levels)]
    return []
