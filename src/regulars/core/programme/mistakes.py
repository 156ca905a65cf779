"""What can be wrong with a programme: each mistake is a code, the place it stands at, and facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

import msgspec

Path = tuple[str | int, ...]
Fact = str | int | tuple[str, ...] | None

#: Every code, with the facts its sentence may use. `suggestion` may be None; it becomes a sentence of its own.
CODES: Final[dict[str, tuple[str, ...]]] = {
    # The file.
    "FileTooLarge": ("size", "limit"),
    "FileEmpty": (),
    "FileNotUtf8": ("encoding",),
    "CharacterUnusable": ("character",),
    "TabUsed": (),
    "ColonUnquoted": (),
    "QuoteOpen": (),
    "QuoteGoesOn": ("suggestion",),
    "StartUnquoted": ("character",),
    "YamlBroken": ("problem",),
    "SeveralDocuments": (),
    "AliasUsed": ("alias",),
    "TagUsed": ("tag",),
    "TooDeep": ("limit",),
    "KeyTwice": ("key", "line"),
    "KeyNotText": (),
    # The shape.
    "KeyUnknown": ("key", "known", "suggestion"),
    "KeyMissing": ("key",),
    "ValueMissing": ("key",),
    "KindWrong": ("expected", "found"),
    "NotOneOf": ("given", "allowed", "suggestion"),
    "NotOneOfNorKeys": ("given", "allowed", "keys", "suggestion"),
    "NameUnusable": ("given", "suggestion"),
    "DateUnreadable": ("given",),
    "DateTooFar": ("given", "first", "last"),
    "YearDayUnreadable": ("given",),
    "TextTooLong": ("length", "limit"),
    "NumberUnreadable": ("given", "suggestion"),
    "NumberNotWhole": ("given",),
    "NumberTooSmall": ("given", "least"),
    "NumberTooLarge": ("given", "most"),
    "TooFew": ("count", "least"),
    "TooMany": ("count", "most"),
    # The meaning.
    "ZoneUnknown": ("given", "suggestion"),
    "CurrencyUnknown": ("given", "known", "suggestion"),
    "DecimalsTooMany": ("given", "currency", "digits"),
    "NumberNegative": ("given",),
    "NumberNotPositive": ("given",),
    "WaysNone": ("rule", "ways"),
    "WaysSeveral": ("rule", "given", "ways"),
    "PointsUnknown": ("given", "known", "suggestion"),
    "GroupUnknown": ("given", "known", "suggestion"),
    "RuleTwice": ("rule",),
    "PriorityTied": ("group", "rules", "priority"),
    "GroupMixed": ("group", "points", "others"),
    "CapTwice": ("per",),
    "BudgetWorthless": ("points",),
    "BudgetTooSmall": ("points", "least"),
    "BudgetMixed": ("mission", "kinds"),
    "BudgetWaits": ("mission",),
    "BudgetPerUnwanted": (),
    "OrdersOnly": ("key", "event"),
    "EventUnusable": ("given", "suggestion"),
    "MultiplyAlone": ("points",),
    "MultiplyTooSmall": ("given",),
    "PaidExpires": ("points",),
    "PaidTransfers": ("points",),
    "SponsorMissing": ("points",),
    "SponsorUnwanted": ("funding",),
    "DeficitLimitUnwanted": ("take_back",),
    "LevelLimitUnwanted": ("points",),
    "LevelPointsEmpty": ("points",),
    "SlidingUnwanted": ("points",),
    "SlidingWanted": ("points",),
    "ActivityUnwanted": (),
    "TimeoutMissing": ("event",),
    "TimeoutUnwanted": (),
    "OneOfNone": ("keys",),
    "OneOfSeveral": ("given", "keys"),
    "LevelTwice": ("level",),
    "LevelsUnordered": ("level", "threshold", "before", "before_threshold"),
    "ThresholdTwice": ("level", "threshold", "before"),
    "FirstThreshold": ("level", "threshold"),
    "ThresholdNotWhole": ("given", "metric"),
    "MetricPointsMissing": ("metric", "known"),
    "MetricPointsUnwanted": ("metric",),
    "ReviewNever": ("validity",),
    "CounterMissing": (),
    "CounterUnwanted": ("metric",),
    "DepthUnwanted": ("metric",),
    "BalanceNarrowed": ("key",),
    "TermWithoutEnd": ("window",),
    "NeverHeld": ("up",),
    "LevelValidityUnwanted": ("level",),
    "MoreUnwanted": (),
    "PeriodNone": ("given",),
    "OvershootUnwanted": ("metric",),
    "EndNone": ("key",),
    "GiftEmpty": (),
    "GiftDayMissing": ("level",),
    "LevelUnknown": ("given", "known", "suggestion"),
    "GraceUnwanted": ("metric",),
    "ChallengeTwice": ("challenge",),
    "ChallengeBackwards": ("given", "first"),
    "ScoresNone": ("given", "least"),
    "FirstBand": ("given", "least"),
    "BandsUnordered": ("given", "before"),
    "BandOutOfReach": ("given", "most"),
    "BandsEmpty": ("challenge",),
    "ChallengeUnbounded": ("challenge",),
    "ChallengeTooDear": ("challenge", "most", "budget"),
    "NeverTrue": ("part",),
    "CouponTwice": ("coupon",),
    "OfferTwice": ("offer",),
    "CodeUnusable": ("given",),
    "CodeTwice": ("code", "coupon"),
    "MostUnwanted": ("kind",),
    "BaseUnwanted": ("kind",),
    "DatesReversed": ("since", "until"),
    "OwnCodesOnly": ("key",),
    "LimitTwice": ("per",),
    "CouponsTied": ("group", "coupons", "priority"),
    "PurposeUnknown": ("given", "known", "suggestion"),
    "PurposeNameMissing": ("purpose", "known"),
    "NoticeChanged": ("purpose", "given", "keys"),
    "PurposeMissing": ("field", "purpose", "given"),
    "PurposeOfTrack": ("field", "purpose", "given"),
    "ReadsUnknown": ("given", "suggestion"),
    "ReadsTwice": ("given", "purpose"),
    "PriceUnnamed": ("reward", "known"),
    "MoneyPartOnly": ("key",),
    "RewardKindOnly": ("key", "kind"),
    "RewardKindNever": ("key", "kind"),
    "LotteryMissing": (),
    "DrawTooEarly": ("given", "first"),
    "UntilBeforeFrom": ("given", "first"),
    "RewardTwice": ("reward",),
    "RewardUnknown": ("given", "known", "suggestion"),
    "Sensitive": ("given", "topic"),
    "SensitiveGoods": ("given",),
    "TimeOfDayUnreadable": ("given",),
    "MissionTwice": ("mission",),
    "LadderEmpty": (),
    "CheckInOnOrders": ("given",),
    "GoalsOnly": ("key",),
    "MetricMissionsMissing": ("known",),
    "MetricMissionsUnwanted": ("metric",),
    "MissionUnknown": ("given", "known", "suggestion"),
    "MissionsNarrowed": ("key",),
    "GoalUncountable": ("given",),
    "StagesUnordered": ("given", "before"),
    "WindowBackwards": ("given", "first"),
    "StartNeedsDays": (),
    "AgainByItself": (),
}


class Mistake(msgspec.Struct, frozen=True):
    """Something in a programme that cannot stand.

    `path` leads to it (`("earning", 3, "when")`). Inside a condition that stands there, `line` counts from 1
    and `column` from 0. `on_key` says that the key itself is wrong, not what it holds.
    """

    path: Path
    code: str
    facts: Mapping[str, Fact] = {}
    line: int | None = None
    column: int | None = None
    on_key: bool = False


def nearest(given: str, known: Iterable[str]) -> str | None:
    """The known name that somebody most likely meant, or None when nothing comes near."""
    plain = {name.casefold().replace("_", "-"): name for name in known}
    found = get_close_matches(given.strip().casefold().replace("_", "-"), plain, n=1, cutoff=0.6)
    return plain[found[0]] if found else None
