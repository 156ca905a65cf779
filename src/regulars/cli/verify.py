"""`regulars verify`: the books prove themselves."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from regulars.cli.programme import is_chinese, language_option
from regulars.cli.shared.progress import shown
from regulars.cli.shared.shop import open_shop

if TYPE_CHECKING:
    from regulars.accounts.queries import Verdict
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
_AUDIT_WHOLE = (
    "Audit trail: {records:,} records, the chain is whole.",
    "稽核紀錄：{records:,} 筆，紀錄鏈完整。",
)
_AUDIT_BROKEN = (
    "The audit trail breaks at record {no} ({how}).",
    "稽核紀錄在第 {no} 筆中斷（{how}）。",
)
_SHOWN = 10


@click.command
@language_option
def command(language: Language) -> None:
    """Fold the event log again, compare it with what is stored, and check the books' laws and the audit trail."""
    with open_shop():
        from django.utils import timezone

        from regulars.accounts.queries import verify_audit
        from regulars.desk.verify import verify
        from regulars.insight.proofs import keep_proof
        from regulars.programmes.queries import current

        with shown(_FOLDING[is_chinese(language)]) as tell:
            proof = verify(current(), on_progress=lambda done, total: tell(done / max(total, 1)))
        keep_proof(proof, now=timezone.now())
        verdict = verify_audit()
    _say(proof, chinese=is_chinese(language))
    _say_of_audit(verdict, chinese=is_chinese(language))
    if proof.broken or verdict.broken:
        sys.exit(1)


def _say_of_audit(verdict: Verdict, *, chinese: bool) -> None:
    if verdict.broken is None:
        click.secho(_AUDIT_WHOLE[chinese].format(records=verdict.records), fg="green")
    else:
        click.secho(_AUDIT_BROKEN[chinese].format(**verdict.broken._asdict()), fg="red", err=True)


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
