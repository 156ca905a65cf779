"""`regulars members`: two members become one, or two again, and a lost card is replaced."""

import click

from regulars.cli.shared.shop import open_shop


@click.group
def command() -> None:
    """Merge members, take a merge back, replace a card."""


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
