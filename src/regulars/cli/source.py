"""`regulars source`: who may send events to the intake, and under which write key."""

import click

from regulars.cli.shared.shop import open_shop


@click.group
def command() -> None:
    """Make, list and revoke the sources of events and their write keys."""


@command.command
@click.argument("name")
@click.option("--purpose", required=True, help="What its events are for, in a few words.")
@click.option(
    "--origin",
    "origins",
    multiple=True,
    help="A web page's origin that may send, such as https://shop.example; * for all.",
)
@click.option("--rate", type=int, help="So many events a second at most.")
@click.option(
    "--trusted/--not-trusted",
    "is_trusted",
    default=None,
    help="Whether what it tells of orders counts; left out, where no web page has its key.",
)
def add(
    name: str, purpose: str, origins: tuple[str, ...], rate: int | None, *, is_trusted: bool | None
) -> None:
    """Make the source NAME, such as web, and print its write key once. Without --origin no web page may use it."""
    with open_shop():
        from regulars.events.intake import sources

        made = sources.add(name, purpose=purpose, origins=origins, rate=rate, is_trusted=is_trusted)
        click.echo(made.key)
        click.echo(f"This is the only time that the write key of {name} is shown.", err=True)


@command.command
@click.argument("name")
def revoke(name: str) -> None:
    """Refuse the write key of NAME from now on; the second time changes nothing."""
    with open_shop():
        from regulars.events.intake import sources

        sources.revoke(name)


@command.command("list")
def list_sources() -> None:
    """List every source: its purpose, its origins, its rate, whether it is trusted, since when, and until when."""
    with open_shop():
        from regulars.events.intake.sources import every

        for one in every():
            until = f" – {one.revoked_at:%Y-%m-%d}" if one.revoked_at else ""
            rate = f"{one.rate}/s" if one.rate else "–"
            origins = ", ".join(one.origins) or "–"
            trusted = "trusted" if one.is_trusted else "not trusted"
            click.echo(
                f"{one.name}  {one.purpose}  {origins}  {rate}  {trusted}  {one.made_at:%Y-%m-%d}{until}"
            )
