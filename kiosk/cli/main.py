"""The command line: runs a command, and turns every error into one sentence."""

import errno
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from kiosk import __version__
from kiosk.cli.click_texts import localised_context, problem
from kiosk.clock import SystemClock
from kiosk.errors import KioskError, UnusableInput, WorldFailed
from kiosk.runtime.console import (
    discard_stream,
    finish_stdout,
    force_utf8,
    keep_streams_apart,
    print_stderr,
)
from kiosk.runtime.data_folder import DataFolder
from kiosk.runtime.display import cannot_open_window
from kiosk.runtime.log_file import close_log, log_when_needed
from kiosk.settings import LANGUAGES, Settings, data_folder, load_settings
from kiosk.texts import Texts, load_words

_LOG = logging.getLogger("kiosk")
_BUG = 3
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


COMMANDS = (
    "demo",
    "event",
    "join",
    "scan",
    "tickets",
    "undo",
    "headcount",
    "attendance",
    "report",
    "doubles",
    "station",
    "bundle",
    "sync",
    "hub",
    "simulate",
    "verify",
    "doctor",
    "close",
    "purge",
    "backup",
    "restore",
)
_OTHER_LOCATIONS = {
    "attendance": "attendance_command.attendance",
    "backup": "backup_command.backup",
    "headcount": "headcount_command.headcount",
    "join": "join.join_command",
}
"""The commands that are not `<name>.<name>` in `kiosk.cli.commands`: each module name is unique."""


class Commands(click.Group):
    """Imports a command when it is used: the window and a scan start without the others."""

    words: Texts

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command with its localised help, None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command = _command(cmd_name)
        localise_help(command, self.words, f"kiosk {cmd_name}")
        return command


def _command(name: str) -> click.Command:
    module, _, attribute = _OTHER_LOCATIONS.get(name, f"{name}.{name}").partition(".")
    command: click.Command = getattr(import_module(f"kiosk.cli.commands.{module}"), attribute)
    return command


@click.group(cls=Commands, invoke_without_command=True)
@click.version_option(__version__, prog_name="kiosk")
@click.option("--data", type=click.Path(file_okay=False))
@click.option("--lang", type=click.Choice(LANGUAGES))
@click.option("--camera", metavar="N|NAME|FILE", default=None)
@click.option("--windowed", is_flag=True)
@click.pass_context
def command_line(
    context: click.Context,
    data: str | None,
    lang: str | None,
    camera: str | None,
    windowed: bool,
) -> None:
    """Open the window, or run a command."""
    if data is not None and (not data or data.startswith("-")):
        raise UnusableInput("error.no_folder")
    folder = data_folder(Path(data) if data else None)
    log_when_needed(folder / "log")
    settings = load_settings(folder)
    words = load_words(lang or settings.language)
    context.obj = DataFolder(folder, words, settings, SystemClock())
    if context.invoked_subcommand is None:
        if cannot_open_window():
            raise WorldFailed("error.no_display")
        from kiosk.cli.window import run_app  # noqa: PLC0415  # Qt loads only for the window

        context.exit(run_app(context.obj, camera=camera, windowed=windowed))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; no trace is ever printed."""
    args = list(sys.argv[1:] if arguments is None else arguments)
    keep_streams_apart()
    force_utf8()
    words = _early_words(args)
    command_line.words = words
    localise_help(command_line, words, "kiosk")
    try:
        _check_text(args)
        result = command_line.main(args, prog_name="kiosk", standalone_mode=False)
        finish_stdout()
    except KioskError as error:
        print_stderr(words.error_text(error))
        return error.exit_code
    except click.ClickException as error:
        print_stderr(words.say("cli.usage", problem=problem(error, words)))
        return error.exit_code if isinstance(error, click.UsageError) else 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    except (SystemExit, BrokenPipeError):  # click exited, or the reader of stdout is gone
        discard_stream(sys.stdout)
        return 0
    except Exception as error:  # noqa: BLE001  # process boundary: log it, print a sentence, exit
        return _print_failure(error, words, args)
    finally:
        close_log()
    return result if isinstance(result, int) else 0


def _check_text(arguments: Sequence[str]) -> None:
    """Refuse arguments that could not be decoded: they could never be written to a file."""
    for text in (*arguments, os.environ.get("KIOSK_DATA", "")):
        if any("\ud800" <= each <= "\udfff" for each in text):
            raise UnusableInput("error.no_text")


def _print_failure(error: Exception, words: Texts, arguments: Sequence[str]) -> int:
    if isinstance(error, OSError) and error.errno in _FULL:
        discard_stream(sys.stdout)
        print_stderr(words.say("cli.output_failed"))
        return WorldFailed.exit_code
    if isinstance(error, PermissionError):
        print_stderr(words.say("cli.not_allowed", path=error.filename))
        return WorldFailed.exit_code
    _log_bug(arguments)
    print_stderr(words.say("cli.bug"))
    return _BUG


def _log_bug(arguments: Sequence[str]) -> None:
    with suppress(KioskError):  # without a folder there is no log
        log_when_needed(_folder(arguments) / "log")
        _LOG.exception("a bug stopped a command")


def _folder(arguments: Sequence[str]) -> Path:
    data = _value_of(arguments, "--data")
    return data_folder(Path(data) if data else None)


def _early_words(arguments: Sequence[str]) -> Texts:
    """Return the texts for errors before the arguments are parsed."""
    language = _value_of(arguments, "--lang")
    if language not in LANGUAGES:
        try:
            language = load_settings(_folder(arguments)).language
        except Exception:  # noqa: BLE001  # the error is printed later, in the default language
            language = Settings().language
    return load_words(language)


def _value_of(arguments: Sequence[str], flag: str) -> str | None:
    for number, argument in enumerate(arguments, 1):
        if argument == flag:
            return arguments[number] if number < len(arguments) else None
        if argument.startswith(f"{flag}="):
            return argument.partition("=")[2]
    return None


def localise_help(command: click.Command, words: Texts, path: str) -> None:
    """Set the help of a command, its options and its subcommands in a language.

    The keys are `help.kiosk_tickets_show.it` and, for an option, `help.kiosk_tickets_show.as_json`.
    """
    key = path.replace(" ", "_")
    command.context_class = localised_context(words)
    command.help = words.say(f"help.{key}.it")
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name != "version":
            parameter.help = words.say(f"help.{key}.{parameter.name}")
    if isinstance(command, click.Group):
        for name, sub in command.commands.items():
            localise_help(sub, words, f"{path} {name}")
