"""The card of a scan result: colour, sign and texts, all safe for guests to read."""

from dataclasses import dataclass, replace

from kiosk.checkin.answer import ScanResult
from kiosk.domain.event_settings import Event
from kiosk.domain.ticket import has_note_of
from kiosk.domain.verdict import (
    KEYBOARD,
    PEOPLE_CUT,
    Colour,
    Direction,
    Outcome,
    Policy,
    Verdict,
    colour,
)
from kiosk.errors import KioskError
from kiosk.reports.outcome_texts import outcome_key
from kiosk.texts import Texts
from kiosk.ui.style.category_marks import CategoryChip, about_text, chip_of, handout_text
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.time_format import ago, day_name, moment

_SHAPES = {
    Colour.GREEN: Shape.CHECK,
    Colour.BLUE: Shape.INFO,
    Colour.GREY: Shape.INFO,
    Colour.ORANGE: Shape.WARNING,
    Colour.RED: Shape.STOP,
}
_WHY_FAILED = {
    "error.disk_full": "verdict.failed.disk_full",
    "error.disk_failed": "verdict.failed.disk_failed",
    "error.database_locked": "verdict.failed.database_locked",
    "error.database_read_only": "verdict.failed.database_read_only",
    "error.file_moved": "verdict.failed.file_moved",
    "error.file_overwritten": "verdict.failed.file_overwritten",
    "error.database_cannot_open": "verdict.failed.database_cannot_open",
    "error.database_broken": "verdict.failed.database_broken",
    "error.work_stuck": "verdict.failed.work_stuck",
}
_WARNINGS = {
    Outcome.FULL: "verdict.warning.full",
    Outcome.ON_HOLD: "verdict.warning.on_hold",
    Outcome.TOO_EARLY: "verdict.warning.too_early",
    Outcome.TOO_LATE: "verdict.warning.too_late",
    Outcome.WRONG_ENTRANCE: "verdict.warning.wrong_entrance",
    Outcome.ALREADY_INSIDE: "verdict.warning.already_inside",
    Outcome.UNPAID: "verdict.warning.unpaid",
    Outcome.NOT_ON_LIST: "verdict.warning.not_on_list",
    Outcome.BLOCKED: "verdict.warning.blocked",
    PEOPLE_CUT: "verdict.warning.people_cut",
}
_COUNTED = (Outcome.ADMITTED, Outcome.EXITED)
_NAMELESS = frozenset({Outcome.UNPAID, Outcome.BLOCKED, Outcome.CANCELLED})
_ELSEWHERE_MS = 30_000
_OWN_SHAPES = {
    Outcome.HOW_MANY: Shape.PEOPLE,
    Outcome.EXITED: Shape.LEAVE,
    Outcome.CANNOT_RECORD: Shape.LAPTOP,
}


@dataclass(frozen=True, slots=True)
class Card:
    """A verdict in words; `about`: category (unless it has a chip) and organisation; `at`: ms UTC.

    `people` says how many come in or go out; a `group` is more than one. `later_headline` replaces
    the headline when the card is shown as the last result.
    """

    colour: Colour
    shape: Shape
    headline: str
    step: str
    people: str = ""
    group: bool = False
    name: str = ""
    about: str = ""
    chip: CategoryChip | None = None
    warning: str = ""
    at: int = 0
    later_headline: str = ""

    @property
    def spoken(self) -> str:
        """The whole card for a screen reader."""
        chip = self.chip.text if self.chip else ""
        parts = self.headline, self.people, self.name, chip, self.about, self.warning, self.step
        return " ".join(filter(None, parts))


def card_of(answer: ScanResult, event: Event, words: Texts) -> Card:
    """Return the card of a scan result."""
    words = with_event_texts(event, words)
    seen = answer.since or answer.first
    blanks = _blanks(answer.verdict, answer.at, event, words) | {
        "entrance": seen.entrance if seen else answer.entrance,
        "ago": ago(seen.at, answer.at, words) if seen else "",
    }
    if seen and answer.verdict.note is None:
        blanks["time"] = moment(seen.at, answer.at, event.zone, words.language)
    unseen = seen is None and answer.verdict.outcome is Outcome.ALREADY_INSIDE
    card = _card(answer.verdict, answer.at, words, blanks, unseen=unseen)
    ticket = answer.verdict.ticket
    if card.about and ticket and (chip := chip_of(ticket, event)):
        card = replace(card, chip=chip, about=ticket.organisation)
    if answer.failed:
        return replace(card, warning=why_failed(answer.failed, words))
    if answer.verdict.outcome is Outcome.HOW_MANY:
        return _question_card(card, answer, words)
    if _just_scanned_elsewhere(answer):
        return replace(card, warning=words.say("verdict.already_inside.beside"))
    if _has_notice(answer.verdict, event):
        hint = words.say("verdict.notice")
        return replace(card, warning=" ".join(filter(None, (card.warning, hint))))
    return card


def _has_notice(verdict: Verdict, event: Event) -> bool:
    """Return whether the ticket has a note for the desk; the note itself is never on the card."""
    note = verdict.ticket.note if verdict.ticket and not _is_private(verdict) else ""
    return has_note_of(note, event.rules.card_notes) if note else False


def _question_card(card: Card, answer: ScanResult, words: Texts) -> Card:
    """Return the card that asks for the number of people; unanswered, none of them counts."""
    if answer.direction is Direction.OUT:
        return replace(
            card,
            headline=words.say("verdict.how_many.out"),
            step=words.say("verdict.how_many.step_out"),
            later_headline=words.say("verdict.how_many.none_out"),
        )
    again = answer.verdict.seen_before
    key = "verdict.how_many.no_more_in" if again else "verdict.how_many.none_in"
    return replace(card, later_headline=words.say(key))


def _just_scanned_elsewhere(answer: ScanResult) -> bool:
    """Return whether another laptop at this entrance admitted the ticket in the last 30 s."""
    latest = answer.latest
    return (
        answer.verdict.outcome is Outcome.ALREADY_INSIDE
        and latest is not None
        and latest.station != answer.station
        and latest.entrance == answer.entrance
        and abs(answer.at - latest.at) <= _ELSEWHERE_MS
    )


def with_event_texts(event: Event, words: Texts) -> Texts:
    """Return the texts, with the event's own texts in place of ours.

    The setting `text.nl.unpaid.step` takes the place of `verdict.unpaid.step`.
    """
    prefix = f"{words.language}."
    own = {
        f"verdict.{name.removeprefix(prefix)}": text
        for name, text in event.rules.texts.items()
        if text and name.startswith(prefix)
    }
    return words.with_overrides(own) if own else words


def trouble_card(at: int, event: Event, words: Texts, error: Exception | None = None) -> Card:
    """Return the card for a scan at `at` (ms UTC) that could not be recorded at all."""
    verdict, words = Verdict(Outcome.CANNOT_RECORD), with_event_texts(event, words)
    card = _card(verdict, at, words, _blanks(verdict, at, event, words))
    return replace(card, warning=why_failed(error, words))


def why_failed(error: Exception | None, words: Texts) -> str:
    """Return why a scan could not be recorded; no file is named, as guests read it."""
    key = error.key if isinstance(error, KioskError) else ""
    return words.say(_WHY_FAILED.get(key, "verdict.failed.other"))


def earlier_card(answer: ScanResult, event: Event, words: Texts) -> Card:
    """Return the card of an earlier result, grey so that it does not look like a new one."""
    card = card_of(answer, event, words)
    time = moment(answer.at, answer.at, event.zone, words.language)
    return replace(
        card,
        colour=Colour.GREY,
        headline=words.say("scan.recent.earlier", time=time),
        step=card.headline,
        warning="",
    )


def undone_card(answer: ScanResult | None, words: Texts) -> Card:
    """Return the card of a result that was undone."""
    ticket = answer.verdict.ticket if answer else None
    return Card(
        colour=Colour.GREY,
        shape=Shape.UNDONE,
        headline=words.say("scan.undone.headline"),
        step=words.say("scan.undone.step"),
        name=ticket.name if ticket else "",
        at=answer.at if answer else 0,
    )


def people_text(count: int, words: Texts) -> str:
    """Return a number of people in words."""
    return words.say("verdict.people.count", n=count)


def _card(
    verdict: Verdict, at: int, words: Texts, blanks: dict[str, object], *, unseen: bool = False
) -> Card:
    if KEYBOARD in verdict.warnings:
        return _keyboard_card(at, words, blanks)
    outcome, ticket = verdict.outcome, None if _is_private(verdict) else verdict.ticket
    step = "unseen" if unseen else _step(verdict, blanks)
    headline = "again" if outcome is Outcome.ADMITTED and verdict.returns else "headline"
    return Card(
        colour=colour(outcome),
        shape=_OWN_SHAPES.get(outcome, _SHAPES[colour(outcome)]),
        headline=words.say(outcome_key(outcome, headline), **blanks),
        step=words.say(outcome_key(outcome, step), **blanks),
        people=_people(verdict, words),
        group=verdict.people > 1,
        name=ticket.name if ticket else "",
        about="" if outcome is Outcome.HOW_MANY else about_text(ticket),
        warning=_warning(verdict, words, blanks),
        at=at,
    )


def _warning(verdict: Verdict, words: Texts, blanks: dict[str, object]) -> str:
    keys = (_WARNINGS[one] for one in verdict.warnings if one in _WARNINGS)
    return " ".join(words.say(key, **blanks) for key in keys)


def _people(verdict: Verdict, words: Texts) -> str:
    """Return how many people come in or go out, and how many of a group are missing."""
    places = verdict.ticket.places if verdict.ticket else 0
    if verdict.outcome is Outcome.HOW_MANY:
        return words.say("verdict.people.possible", n=verdict.max_people)
    if verdict.outcome not in _COUNTED or not verdict.people:
        return ""
    partly = verdict.outcome is Outcome.ADMITTED and 0 < verdict.inside < places
    if not partly:
        return people_text(verdict.people, words)
    first = verdict.people == verdict.inside
    key = "verdict.people.part" if first else "verdict.people.part_more"
    text = {"n": verdict.people, "inside": verdict.inside, "places": places}
    return words.say(key, **text, rest=places - verdict.inside)


def _keyboard_card(at: int, words: Texts, blanks: dict[str, object]) -> Card:
    """Return the card of a code that a keyboard layout garbled: it may be valid, so no red card."""
    return Card(
        colour=Colour.ORANGE,
        shape=Shape.WARNING,
        headline=words.say("verdict.keyboard.headline", **blanks),
        step=words.say("verdict.keyboard.step", **blanks),
        at=at,
    )


def _is_private(verdict: Verdict) -> bool:
    """Return whether the name of the guest stays off the card, for privacy."""
    return verdict.outcome in _NAMELESS or any(one in _NAMELESS for one in verdict.warnings)


def _step(verdict: Verdict, blanks: dict[str, object]) -> str:
    """Return the text key of the next step."""
    match verdict.outcome:
        case Outcome.ADMITTED if verdict.people > 0 and blanks["handout"]:
            return "give"  # guests who come back have it already
        case Outcome.WRONG_ENTRANCE if verdict.policy is Policy.REFUSE:
            return "only"
        case _:
            return "step"


def _blanks(verdict: Verdict, at: int, event: Event, words: Texts) -> dict[str, object]:
    """Return the values for the placeholders in the texts of a verdict at `at` (ms UTC)."""
    rules, note = event.rules, verdict.note
    phone = rules.help_phone.replace(" ", "\u00a0")  # a number is read on one line
    call = "verdict.call" if rules.help_phone else "verdict.call_unknown"
    until = note if isinstance(note, int) else at
    return {
        "help": rules.help_point or words.say("verdict.help_point"),
        "phone": phone,
        "call": words.say(call, phone=phone),
        "handout": handout_text(verdict, event),
        "time": moment(until, at, event.zone, words.language),
        "note": note or "",
        "day": day_name(verdict.other_day, words.language) if verdict.other_day else "",
    }
