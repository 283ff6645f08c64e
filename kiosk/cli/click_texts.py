"""The texts of click itself, in the user's language: one sentence for each problem,
and the help.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click
from click.exceptions import NoArgsIsHelpError

from kiosk.texts import Texts

_METAVARS = {
    "TEXT": "click.metavar.text",
    "INTEGER": "click.metavar.number",
    "INTEGER RANGE": "click.metavar.number",
    "FILE": "click.metavar.file",
    "DIRECTORY": "click.metavar.folder",
    "PATH": "click.metavar.path",
}
_HEADINGS = {"Options": "click.heading.options", "Commands": "click.heading.commands"}
_PHRASES = {
    "[OPTIONS]": "click.metavar.options",
    "COMMAND [ARGS]...": "click.metavar.command",
    "[COMMAND] [ARGS]...": "click.metavar.command",
    "[required]": "click.required",
    "Show this message and exit.": "click.help",
    "Show the version and exit.": "click.version",
}


_NOT_READABLE = "is not readable."  # of click, see click.Path.convert


def problem(error: click.ClickException, words: Texts) -> str:
    """Return one sentence about the wrong argument."""
    match error:
        case NoArgsIsHelpError(ctx=click.Context(command=click.Group() as group) as context):
            known = group.list_commands(context)
            return words.say("click.no_command", known=", ".join(known))
        case click.NoSuchCommand(command_name=name):
            return words.say("click.unknown_command", name=name)
        case click.NoSuchOption(option_name=name):
            return words.say("click.unknown_option", name=name)
        case click.MissingParameter(param=click.Parameter() as parameter):
            return words.say("click.missing", name=_name(parameter))
        case click.BadParameter(param=click.Parameter() as parameter):
            return _unusable(parameter, error.message, words)
        case click.BadOptionUsage(option_name=name):
            return words.say("click.option_use", name=name)
        case _:
            return words.say("click.too_much")


def _unusable(parameter: click.Parameter, message: str, words: Texts) -> str:
    match parameter.type:
        case click.Path() if message.endswith(_NOT_READABLE):
            return words.say("click.not_readable", name=_name(parameter))
        case click.Choice(choices=choices):
            known = ", ".join(str(choice) for choice in choices)
            return words.say("click.choice", name=_name(parameter), known=known)
        case click.IntRange(min=least):
            return words.say("click.number_from", name=_name(parameter), least=least)
        case click.Path(dir_okay=False):
            return words.say("click.file", name=_name(parameter))
        case _:
            return words.say("click.value", name=_name(parameter))


def _name(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name


def localised_context(words: Texts) -> type[click.Context]:
    """Return a click context class whose help is in this language."""

    class LocalisedContext(click.Context):
        """A context whose help has its headings in the user's language."""

        def make_formatter(self) -> click.HelpFormatter:
            return _LocalisedFormatter(
                words, width=self.terminal_width, max_width=self.max_content_width
            )

    return LocalisedContext


class _LocalisedFormatter(click.HelpFormatter):
    def __init__(self, words: Texts, width: int | None, max_width: int | None) -> None:
        super().__init__(width=width, max_width=max_width)
        self._words = words

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002
        super().write_usage(prog, self._localised(args), f"{self._words.say('click.usage')} ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(self._words.say(_HEADINGS[name])):
            yield

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        localised = [(self._with_metavar(first), self._localised(second)) for first, second in rows]
        super().write_dl(localised, col_max, col_spacing)

    def _localised(self, text: str) -> str:
        for phrase, key in _PHRASES.items():
            text = text.replace(phrase, self._words.say(key))
        return text

    def _with_metavar(self, option: str) -> str:
        name, blank, kind = option.partition(" ")
        key = _METAVARS.get(kind)
        return f"{name}{blank}{self._words.say(key)}" if key else option
