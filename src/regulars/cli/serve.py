"""`regulars serve`: the shop's pages and its API, for a database that is ready."""

import click

from regulars.cli.shared.shop import open_shop
from regulars.cli.shared.web import refuse_busy_port, serve_until_stopped


@click.command
def command() -> None:
    """Serve the pages and the API at HOST and PORT, until Ctrl-C."""
    with open_shop():
        from django.conf import settings

        refuse_busy_port(host=settings.HOST, port=settings.PORT)
        click.echo(f"Regulars: http://{settings.HOST}:{settings.PORT}")
        serve_until_stopped(host=settings.HOST, port=settings.PORT, workers=settings.WORKERS)
