"""The list of commands, each in a module of its own that is imported when the command runs."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import click

from regulars.cli.shared.sentences import sentence_for, unusable_database_in
from regulars.cli.shared.usage import usage_sentence
from regulars.core.refusals import Refusal

# Every module holds one click command (or group) named `command`.
COMMANDS = {
    "archive": "regulars.cli.archive",
    "backtest": "regulars.cli.backtest",
    "codes": "regulars.cli.codes",
    "createstaff": "regulars.cli.createstaff",
    "database": "regulars.cli.database",
    "demo": "regulars.cli.demo",
    "doctor": "regulars.cli.doctor",
    "explain": "regulars.cli.explain",
    "import": "regulars.cli.imports",
    "key": "regulars.cli.key",
    "members": "regulars.cli.members",
    "migrate": "regulars.cli.migrate",
    "programme": "regulars.cli.publishing",
    "quarantine": "regulars.cli.quarantine",
    "rebuild": "regulars.cli.rebuild",
    "serve": "regulars.cli.serve",
    "source": "regulars.cli.source",
    "totals": "regulars.cli.totals",
    "trackingplan": "regulars.cli.trackingplan",
    "verify": "regulars.cli.verify",
}


class Menu(click.Group):
    """A group that looks its commands up in the list above."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return [name for name, module in COMMANDS.items() if find_spec(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        return command


@click.group(cls=Menu, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="regulars")
def menu() -> None:
    """Regulars: a shop knows its regular customers, rewards them and speaks to them."""


def main() -> None:
    """Run one command; a refusal becomes one sentence and exit code 1, a slip of the pen one and exit code 2."""
    try:
        sys.exit(_run())
    except Refusal as refusal:
        _say(refusal)
    except Exception as fault:
        refusal_behind = unusable_database_in(fault)
        if refusal_behind is None:
            raise
        _say(refusal_behind)


def _run() -> int:
    try:
        answered = menu.main(prog_name="regulars", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message(), err=True)
        return asked.exit_code
    except click.ClickException as mistake:
        click.secho(usage_sentence(mistake), fg="red", err=True)
        return mistake.exit_code
    except click.Abort:
        return 1
    except BrokenPipeError:
        # Whoever read our words, such as `head`, has heard enough; nothing may be written at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return answered if isinstance(answered, int) else 0


def _say(refusal: Refusal) -> None:
    click.secho(sentence_for(refusal), fg="red", err=True)
    sys.exit(1)
