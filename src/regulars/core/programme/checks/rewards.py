"""Rewards: each has a price in points that there are, days that come, and a condition that somebody may fulfil."""

from __future__ import annotations

from collections.abc import Iterator

from regulars.core.programme.checks.conditions import Checked, check_condition
from regulars.core.programme.checks.numbers import check_number, is_too_fine, too_fine
from regulars.core.programme.checks.points import among, check_named
from regulars.core.programme.checks.repeated import check_ids, check_spans
from regulars.core.programme.checks.terms import check_date, check_days
from regulars.core.programme.document import Programme, Reward
from regulars.core.programme.mistakes import Fact, Mistake, Path
from regulars.core.programme.vocabulary import reward_vocabulary


def check_rewards(document: Programme, checked: Checked) -> Iterator[Mistake]:
    """All rewards, one by one and with each other, and levels that have one to themselves."""
    reads = checked._replace(vocabulary=reward_vocabulary(document))
    for place, reward in enumerate(document.rewards):
        path: Path = ("rewards", place)
        yield from _check_price(reward, document, (*path, "price"))
        yield from check_days({"from": reward.from_, "until": reward.until}, path, "UntilBeforeFrom")
        yield from _check_kind(reward, path)
        yield from _check_draw(reward, path)
        yield from check_spans((limit.per for limit in reward.limits), (*path, "limits"))
        yield from check_condition(reward.when, (*path, "when"), checked=reads, per_line=False)
    yield from check_ids((reward.id for reward in document.rewards), ("rewards",), "RewardTwice", "reward")
    yield from _check_exclusive(document)


def _check_price(reward: Reward, document: Programme, path: Path) -> Iterator[Mistake]:
    if reward.price.of is not None:
        yield from check_named(reward.price.of, document, (*path, "of"))
    elif len(document.points) > 1:
        yield Mistake(path, "PriceUnnamed", {"reward": reward.id, "known": tuple(document.points)})
    yield from _check_money(reward, document, path)


def _check_kind(reward: Reward, path: Path) -> Iterator[Mistake]:
    """What belongs to one kind stands with it, and what would mean nothing stands nowhere."""
    for key, kind, there in (("cause", "donation", reward.cause), ("lottery", "lottery", reward.lottery)):
        if there is not None and reward.kind != kind:
            yield Mistake((*path, key), "RewardKindOnly", {"key": key, "kind": kind}, on_key=True)
    if reward.kind == "lottery" and reward.lottery is None:
        yield Mistake((*path, "kind"), "LotteryMissing", {})
    if reward.kind in {"donation", "lottery"}:
        unwanted: dict[Path, object] = {
            ("price", "money"): reward.price.money,
            ("fetch_within",): reward.fetch_within,
            ("handed_over",): None if reward.handed_over == "by_staff" else reward.handed_over,
        }
        for steps, given in unwanted.items():
            if given is not None:
                facts: dict[str, Fact] = {"key": str(steps[-1]), "kind": reward.kind}
                yield Mistake((*path, *steps), "RewardKindNever", facts, on_key=True)


def _check_draw(reward: Reward, path: Path) -> Iterator[Mistake]:
    if reward.lottery is not None:
        at: Path = (*path, "lottery", "draw")
        wrong = list(check_date(reward.lottery.draw, at))
        yield from wrong
        if not wrong and reward.from_ and reward.lottery.draw <= reward.from_:
            yield Mistake(at, "DrawTooEarly", {"given": reward.lottery.draw, "first": reward.from_})


def _check_money(reward: Reward, document: Programme, path: Path) -> Iterator[Mistake]:
    money = reward.price.money
    if money is not None:
        yield from check_number(money, (*path, "money"), may_be_zero=False)
        if is_too_fine(money, document):
            yield too_fine(money, (*path, "money"), document)
    elif reward.pay_within is not None:
        yield Mistake((*path[:-1], "pay_within"), "MoneyPartOnly", {"key": "pay_within"}, on_key=True)


def _check_exclusive(document: Programme) -> Iterator[Mistake]:
    """A programme that writes down no reward may still promise some: then they are the shop's affair."""
    known = tuple(reward.id for reward in document.rewards)
    for name, track in document.tracks.items() if known else ():
        for place, level in enumerate(track.levels):
            for each, reward in enumerate(level.exclusive):
                if reward not in known:
                    path: Path = ("tracks", name, "levels", place, "exclusive", each)
                    yield Mistake(path, "RewardUnknown", among(reward, known))
