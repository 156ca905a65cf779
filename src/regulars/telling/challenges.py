"""A challenge in words: what each band wins and what is left of it, how often one may play, and what came of a play."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from regulars.telling.figures import POINTS, points_of, whole
from regulars.telling.voice import Pair, Voice

if TYPE_CHECKING:
    from regulars.core.programme.challenge_document import Challenge
    from regulars.desk.challenges import Offered

SENTENCES: Final[dict[str, Pair]] = {
    "from_seconds": ("From {seconds:second|seconds}", "{seconds} 秒以上"),
    "from_score": ("From {score}", "{score} 分以上"),
    "nothing": ("no points", "沒有點數"),
    "left": ("{left} left", "還有 {left} 份"),
    "plays_left": ("{count:play|plays} left today", "今天還可以玩 {count} 次"),
    "no_play_left": ("You have played as often as one may today. It goes on tomorrow.", "今天的次數用完了，明天再來。"),
    "won_enough": ("You have won as often as one may today; what you play now is for the fun of it.", "今天的獎勵已領滿，接下來玩是為了好玩。"),
    "won": ("You won {points}.", "得到 {points}！"),
    "won_nothing": ("No points this time.", "這次沒有得到點數。"),
    "PlayOver": ("That took longer than a play lasts; it does not count as one of today's.", "這一回合逾時了，不算入今天的次數。"),
    "PlaysSpent": ("You have played as often as one may today.", "今天的次數用完了。"),
    "PlayUnknown": ("This play is not known here. Begin a new one.", "這一回合無效，請重新開始。"),
}  # fmt: skip


class BandTold(msgspec.Struct, frozen=True):
    """A band in words."""

    score: str
    wins: str
    left: str
    is_gone: bool


def bands(found: Offered, voice: Voice) -> tuple[BandTold, ...]:
    """Every band, the dearest first, with its odds beside it: what is left."""
    told = [
        BandTold(
            begins(found.challenge, band.score, voice), wins(found.challenge, band.points, voice),
            "" if left is None else voice.say(SENTENCES["left"], left=whole(left)), left == 0,
        )
        for band, left in zip(found.challenge.bands, found.left, strict=True)
    ]  # fmt: skip
    return tuple(reversed(told))


def plays(found: Offered, voice: Voice) -> str:
    """How often one may still play today."""
    if not found.plays_left:
        return voice.say(SENTENCES["no_play_left"])
    return voice.say(SENTENCES["plays_left"], count=found.plays_left)


def enough(found: Offered, voice: Voice) -> str:
    """Said before playing where no prize can be won any more."""
    return "" if found.may_win or not found.plays_left else voice.say(SENTENCES["won_enough"])


def won(challenge: Challenge, points: int, voice: Voice) -> str:
    """What came of a play."""
    if not points:
        return voice.say(SENTENCES["won_nothing"])
    return voice.say(SENTENCES["won"], points=wins(challenge, points, voice))


def refused(code: str, voice: Voice) -> str:
    """Why a play did not go on."""
    return voice.say(SENTENCES[code]) if code in SENTENCES else ""


def begins(challenge: Challenge, score: int, voice: Voice) -> str:
    """From where a band counts: of the built-in game the seconds that a note is held."""
    if challenge.game == "other":
        return voice.say(SENTENCES["from_score"], score=whole(score))
    seconds = (score - challenge.scores.least) / challenge.scores.per_second
    return voice.say(SENTENCES["from_seconds"], seconds=f"{seconds:.1f}".removesuffix(".0"))


def wins(challenge: Challenge, points: int, voice: Voice) -> str:
    """What a band wins."""
    if not points:
        return voice.say(SENTENCES["nothing"])
    return points_of(points, voice.points.get(challenge.earn) or POINTS, voice)
