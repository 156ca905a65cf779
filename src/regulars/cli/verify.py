"""`regulars verify`: the books prove themselves."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from regulars.cli.programme import LANGUAGES, language_option
from regulars.cli.shared.progress import shown
from regulars.cli.shared.shop import open_shop

if TYPE_CHECKING:
    from regulars.desk.verify import Proof
    from regulars.programmes.words import Language

_FOLDING = ("Folding the log again", "重新演算事件紀錄")
_PROVED = (
    (
        "Proved: {wallets:,} members, {events:,} events, {entries:,} entries fold to what is stored, bit for bit, "
        "and every law of the books holds ({seconds:.1f} s)."
    ),
    (
        "驗證完成：{wallets:,} 位會員、{events:,} 筆事件、{entries:,} 筆帳目，重新演算後與帳本逐位元相同，"
        "所有帳務定律都成立（{seconds:.1f} 秒）。"
    ),
)
_BROKEN = (
    "The books do not hold in {count} places; the first members: {places}",
    "帳本有 {count} 處不符；最前面的幾位會員：{places}",
)
_SHOWN = 10


@click.command
@language_option
def command(language: Language) -> None:
    """Fold the whole event log again, compare it with what is stored, and check every law of the books."""
    with open_shop():
        from django.utils import timezone

        from regulars.desk.verify import verify
        from regulars.insight.proofs import keep_proof
        from regulars.programmes.queries import current

        with shown(_FOLDING[language == LANGUAGES[1]]) as tell:
            proof = verify(current(), on_progress=lambda done, total: tell(done / max(total, 1)))
        keep_proof(proof, now=timezone.now())
    _say(proof, chinese=language == LANGUAGES[1])
    if proof.broken:
        sys.exit(1)


def _say(proof: Proof, *, chinese: bool) -> None:
    for name, points in proof.points.items():
        click.echo(f"{name}: {points:,}")
    if not proof.broken:
        facts = {
            "wallets": proof.wallets,
            "events": proof.events,
            "entries": proof.entries,
            "seconds": proof.seconds,
        }
        click.secho(_PROVED[chinese].format(**facts), fg="green")
        return
    places = "; ".join(f"{one.wallet_id}: {one.what}" for one in proof.broken[:_SHOWN])
    click.secho(_BROKEN[chinese].format(count=len(proof.broken), places=places), fg="red", err=True)
