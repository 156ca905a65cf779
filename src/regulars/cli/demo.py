"""`regulars demo`: a shop that runs, in one command."""

from importlib import import_module
from importlib.util import find_spec

import click

from regulars.cli.shared.shop import open_shop
from regulars.cli.shared.web import refuse_busy_port, serve_until_stopped

DEMO_SHOP = "regulars.cli.demo_shop"


@click.command
def command() -> None:
    """Set a demo shop up, where there is none yet, and serve it until Ctrl-C."""
    with open_shop(of_any_age=True):
        from django.conf import settings

        refuse_busy_port(host=settings.HOST, port=settings.PORT)
        _migrate()
        how_to_sign_in = _load_demo_shop()
        _catch_up()
        address = f"http://{settings.HOST}:{settings.PORT}"
        click.secho(f"\nRegulars: {address}", bold=True)
        for line in how_to_sign_in:
            click.echo(line.format(address=address))
        click.echo("Ctrl-C stops it, and the next `make demo` goes on where this one ended.")
        serve_until_stopped(host=settings.HOST, port=settings.PORT, workers=settings.WORKERS)


def _migrate() -> None:
    from django.core.management import call_command

    from regulars.lib.schema import DatabaseOlder, refuse_other_age

    try:
        refuse_other_age()
    except DatabaseOlder:
        call_command("migrate", interactive=False, verbosity=0)


def _load_demo_shop() -> list[str]:
    """Fill an empty shop; return lines that say how to sign in, in which {address} stands for the address."""
    if not find_spec(DEMO_SHOP):
        return []
    lines: list[str] = import_module(DEMO_SHOP).load_where_empty()
    return lines


def _catch_up() -> None:
    """Do what fell due while the shop was closed, so that the first page shows today."""
    from django.utils import timezone

    from regulars.desk.clock import run_due
    from regulars.programmes.queries import NoProgramme, current

    try:
        while run_due(current(), now=timezone.now()):
            pass
    except NoProgramme:
        return
