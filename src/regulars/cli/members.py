"""`regulars members`: two members become one, or two again, a lost card is replaced, and consents are shown and written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from regulars.cli.programme import is_chinese, language_option
from regulars.cli.shared.shop import open_shop

if TYPE_CHECKING:
    from regulars.desk.consents import Language as Spoken
    from regulars.desk.spoken import Channel
    from regulars.programmes.words import Language
    from regulars.telling.voice import Voice


@click.group
def command() -> None:
    """Merge members, take a merge back, replace a card, write down what somebody agreed to."""


def _wallet(card: str) -> int:
    """The wallet of a card, or by its number after a `#`."""
    from regulars.desk.queries import MemberUnknown, wallet_of

    found = int(card[1:]) if card[:1] == "#" and card[1:].isdecimal() else wallet_of(card)
    if found is None:
        raise MemberUnknown(given=card)
    return found


@command.command
@click.argument("first")
@click.argument("second")
@click.option("--reason", required=True, help="why the two are one person")
def merge(first: str, second: str, reason: str) -> None:
    """Make the members of two cards (or numbers, as #12) one; it can be taken back."""
    with open_shop():
        from django.utils import timezone

        from regulars.desk import merging
        from regulars.programmes.queries import current

        wallet_id = merging.merge(
            current(),
            first=_wallet(first),
            second=_wallet(second),
            now=timezone.now(),
            by=None,
            reason=reason,
        )
        click.echo(f"#{wallet_id}")


@command.command
@click.argument("member")
def unmerge(member: str) -> None:
    """Take the merge back that made MEMBER (a card, or a number as #12)."""
    with open_shop():
        from django.utils import timezone

        from regulars.desk import merging
        from regulars.programmes.queries import current

        first, second = merging.unmerge(current(), wallet_id=_wallet(member), now=timezone.now(), by=None)
        click.echo(f"#{first} #{second}")


@command.command("replace-card")
@click.argument("lost")
@click.argument("new")
@click.option("--stolen", "is_stolen", is_flag=True, help="nobody may spend with the old card")
def replace_card(lost: str, new: str, *, is_stolen: bool) -> None:
    """Give the member of the card LOST the card NEW in its place; the books do not notice."""
    with open_shop():
        from django.utils import timezone

        from regulars.people import cards

        cards.replace_card(
            wallet_id=_wallet(lost), lost=lost, new=new, by=None, now=timezone.now(), is_stolen=is_stolen
        )


@command.command("card-stolen")
@click.argument("card")
def card_stolen(card: str) -> None:
    """Take CARD away, which was replaced and is in somebody else's hands."""
    with open_shop():
        from django.utils import timezone

        from regulars.people import cards

        cards.say_stolen(wallet_id=_wallet(card), stolen=card, by=None, now=timezone.now())


_channel = click.option(
    "--channel", type=click.Choice(["paper", "counter", "phone"]), default="counter", show_default=True
)
_by = click.option("--by", "by", required=True, metavar="STAFF", help="Who writes it down, as they sign in.")


@command.command
@click.argument("card")
@language_option
def consents(card: str, language: Language) -> None:
    """List what the member of CARD is asked for, how they stand to it, and the receipt of every word."""
    with open_shop():
        from django.utils import timezone

        from regulars.desk.consents import asked
        from regulars.people.consents import receipts_of
        from regulars.programmes.queries import current
        from regulars.telling import consents as words

        wallet_id, voice = _wallet(card), _voice(language)
        for one in asked(current(), wallet_id, now=timezone.now()):
            click.echo(words.standing(one, voice))
        for receipt in receipts_of(wallet_id):
            click.echo(f"  {words.receipt(receipt, voice)}")


@command.command
@click.argument("card")
@click.argument("purpose")
@click.option(
    "--notice",
    "notice_version",
    default="",
    metavar="VERSION",
    help="Which notice they read; left out, today's.",
)
@click.option("--read-in", type=click.Choice(["zh-Hant", "en"]), default="zh-Hant", show_default=True)
@_channel
@_by
def agree(card: str, purpose: str, notice_version: str, read_in: Spoken, channel: Channel, by: str) -> None:
    """Write down that the member of CARD agreed to PURPOSE."""
    with open_shop():
        _say(
            card,
            purpose,
            is_given=True,
            notice_version=notice_version,
            language=read_in,
            channel=channel,
            by=by,
        )


@command.command
@click.argument("card")
@click.argument("purpose")
@_channel
@_by
def withdraw(card: str, purpose: str, channel: Channel, by: str) -> None:
    """Write down that the member of CARD took their word about PURPOSE back; it holds at once."""
    with open_shop():
        _say(card, purpose, is_given=False, notice_version="", language="zh-Hant", channel=channel, by=by)


def _say(
    card: str,
    purpose: str,
    *,
    is_given: bool,
    notice_version: str,
    language: Spoken,
    channel: Channel,
    by: str,
) -> None:
    from uuid import uuid4

    from django.utils import timezone

    from regulars.accounts.staff import staff_called
    from regulars.desk.spoken import say_for

    say_for(
        wallet_id=_wallet(card), purpose=purpose, is_given=is_given, channel=channel, language=language,
        key=uuid4().hex, by=staff_called(by), now=timezone.now(), notice_version=notice_version,
    )  # fmt: skip


def _voice(language: Language) -> Voice:
    from regulars.programmes.queries import current
    from regulars.telling.voice import voice_for

    return voice_for(current().versions[-1].document, "zh-hant" if is_chinese(language) else "en")
