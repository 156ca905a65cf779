"""`regulars explain`: a member's points and levels, down to the rule and the version, in either language."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

import click
import msgspec

from regulars.cli.programme import is_chinese, language_option
from regulars.cli.shared.shop import open_shop
from regulars.cli.shared.when import on_the_shops_clock, when_option
from regulars.core.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regulars.desk.answers import Account, Balance, Happening, Standing
    from regulars.programmes.words import Language
    from regulars.telling.history import Told
    from regulars.telling.voice import Voice


#: A command may take its time: as data it goes down to each lot.
ALL_LOTS: Final = 1_000_000


class CardUnknown(Refusal):
    """No member has this card. Facts: card."""


@click.command
@click.argument("member")
@when_option
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="How many events to tell, the newest first.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the whole answer as JSON.")
@language_option
def command(*, member: str, at: datetime | None, limit: int, as_json: bool, language: Language) -> None:
    """Say how the points and levels of MEMBER (a card number) come about, now or at any moment."""
    with open_shop():
        from django.utils import timezone

        from regulars.desk.history import history
        from regulars.desk.queries import account
        from regulars.people.members import wallet_of

        wallet_id = wallet_of(member)
        if wallet_id is None:
            raise CardUnknown(card=member)
        now, at = timezone.now(), on_the_shops_clock(at) if at else None
        found = account(wallet_id, now=now, at=at, lots_most=ALL_LOTS)
        happenings = history(wallet_id, now=now, at=at, limit=limit) if limit else ()
        voice = _voice(language)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode((found, happenings))).decode())
        return
    for line in _lines(found, happenings, voice):
        click.echo(line)


def _voice(language: Language) -> Voice:
    from regulars.programmes.queries import current
    from regulars.telling.voice import voice_for

    document = current().versions[-1].document
    return voice_for(document, "zh-hant" if is_chinese(language) else "en")


def _lines(found: Account, happenings: tuple[Happening, ...], voice: Voice) -> Iterator[str]:
    """The balances down to their lots, the levels with what would change them, then what happened and why."""
    from regulars.telling.history import tell

    yield click.style(f"{found.nickname} {' '.join(found.cards)}".strip(), bold=True)
    for balance in found.balances:
        yield from _balance(balance, voice)
    for standing in found.standings:
        yield from _standing(standing, voice)
    if found.is_ahead:
        yield from _ahead(found, voice)
    for happening in happenings:
        yield ""
        yield from _told(tell(happening, voice))


def _ahead(found: Account, voice: Voice) -> Iterator[str]:
    """What will have happened by itself, the soonest first; the history before now follows it."""
    from regulars.telling import ahead
    from regulars.telling.history import tell

    yield ""
    yield click.style(ahead.heading(found, voice), bold=True)
    for happening in found.ahead:
        yield from (f"  {line}" for line in _told(tell(happening, voice)))
    if beside := ahead.beside(found, voice):
        yield f"  {beside}"


def _balance(balance: Balance, voice: Voice) -> Iterator[str]:
    from regulars.telling import balances

    yield ""
    yield click.style(voice.of(balance.name), bold=True)
    for row in balances.sum_of(balance, voice):
        yield (
            f"  {row.label:　<8}{row.figure:>12}"
            if voice.is_chinese
            else f"  {row.label:<28}{row.figure:>12}"
        )
    for held in balances.holds(balance, voice):
        yield f"    {held}"
    for heap in balances.expiries(balance, voice):
        yield f"    {heap.label}  {heap.figure}"


def _standing(standing: Standing, voice: Voice) -> Iterator[str]:
    from regulars.telling import levels

    yield ""
    yield click.style(f"{voice.of(standing.name)}: {voice.of(standing.level_name)}", bold=True)
    rise, keep = levels.to_rise(standing, voice), levels.to_keep(standing, voice)
    said = [levels.holds(standing, voice), levels.outlook(standing, voice)]
    for sentence in [*said, *(str(one) for one in (rise, keep) if one)]:
        if sentence:
            yield f"  {sentence}"


def _told(told: Told) -> Iterator[str]:
    points = "  ".join(change.said for change in told.changes)
    # What time alone did has no name at any source.
    named = f"[{told.source_id}]" if told.source_id else ""
    parts = (f"{told.day} {told.time}", click.style(told.title, bold=True), points, named)
    yield "  ".join(part for part in parts if part)
    if told.about:
        yield f"    {told.about}"
    for why in told.whys:
        yield f"    {why.figure:>7}  {why.said}"
    for note in told.notes:
        yield f"    {note}"
    for move in told.moves:
        yield f"    {move.said}"
        yield f"      {move.cause}"
    if told.version:
        yield f"    {told.version}"
