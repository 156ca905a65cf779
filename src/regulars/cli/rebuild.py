"""`regulars rebuild`: a shop out of its archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from regulars.cli.programme import is_chinese, language_option
from regulars.cli.shared.progress import shown
from regulars.cli.shared.shop import open_shop

if TYPE_CHECKING:
    from regulars.programmes.words import Language

_FOLDING = ("Folding the log again", "重新演算事件紀錄")
_DONE = (
    "{members:,} members are back. `regulars verify` proves it; what fell due since is done when the shop opens.",
    "已還原 {members:,} 位會員。可用 `regulars verify` 驗證；這段期間到期的事項會在商店啟動後處理。",
)


@click.command
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Where from; left out, archive/ beside the database."
)
@language_option
def command(folder: Path | None, language: Language) -> None:
    """Put the log of an archive into an empty database, and fold every member again from it, bit for bit."""
    with open_shop():
        from django.conf import settings

        from regulars.desk.archive.rebuilding import rebuild

        with shown(_FOLDING[is_chinese(language)]) as tell:
            members = rebuild(
                folder or settings.VAR / "archive", on_progress=lambda done, total: tell(done / max(total, 1))
            )
    click.echo(_DONE[is_chinese(language)].format(members=members))
