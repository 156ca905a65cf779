"""`regulars programme plan` and `publish`: what a new version would change, and making it hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from regulars.cli.programme import command, is_chinese, language_option, read_or_leave, read_to_follow
from regulars.cli.shared.shop import open_shop
from regulars.programmes.summary import changes

if TYPE_CHECKING:
    from regulars.programmes.words import Language

_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_NOTHING = ("Nothing changes.", "沒有變動。")
_BEGINS = ("It would hold from {at:%Y/%m/%d %H:%M}.", "自 {at:%Y/%m/%d %H:%M} 起適用。")
_MOVES = (
    "{track}: {before} → {after}: {members:,} members",
    "{track}：{before} → {after}：{members:,} 位會員",
)
_STAY = (
    "None of the {members:,} members changes level on that day.",
    "{members:,} 位會員當天都不會變動等級。",
)
_ASKED = (
    "It counts from then on, and nothing before: {question}",
    "從那時起算，之前的不計入：{question}",
)
_PUBLISHED = (
    "Version {number} is published and holds from {at:%Y/%m/%d %H:%M}.",
    "第 {number} 版已發布，自 {at:%Y/%m/%d %H:%M} 起適用。",
)


@command.command
@click.argument("file", type=_file)
@language_option
def plan(file: Path, language: Language) -> None:
    """Say what publishing FILE would change, and for how many members."""
    document, chinese = read_or_leave(file, language), is_chinese(language)
    with open_shop():
        from django.db import transaction
        from django.utils import timezone

        from regulars.desk.publishing import plan as look_ahead
        from regulars.programmes.actions import refuse_unpublishable
        from regulars.programmes.queries import current

        read_to_follow(file, language)
        with transaction.atomic():
            refuse_unpublishable(document, now=timezone.now())
        before = current().versions[-1].document
        found = look_ahead(text=file.read_text())
    for line in changes(before, document, language) or [_NOTHING[chinese]]:
        click.echo(line)
    click.echo(_BEGINS[chinese].format(at=found.effective_at.astimezone(ZoneInfo(document.zone))))
    for question in found.asked:
        click.echo(_ASKED[chinese].format(question=question))
    for (track, level, other), members in found.moves.items():
        click.echo(_MOVES[chinese].format(track=track, before=level, after=other, members=members))
    if not found.moves:
        click.echo(_STAY[chinese].format(members=found.members))


@command.command
@click.argument("file", type=_file)
@language_option
def publish(file: Path, language: Language) -> None:
    """Make FILE the next version. Only the first one may begin in the past."""
    document = read_or_leave(file, language)
    with open_shop():
        from django.utils import timezone

        from regulars.desk.publishing import publish as make_public

        read_to_follow(file, language)
        version = make_public(text=file.read_text(), now=timezone.now())
        said = _PUBLISHED[is_chinese(language)]
        click.echo(
            said.format(number=version.number, at=version.effective_at.astimezone(ZoneInfo(document.zone)))
        )
