"""Guest lists and attendance files of a made-up festival."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.admin.fallback_list import FallbackState
from kiosk.admin.list_overview import UsedList
from kiosk.admin.requests import CategoryRule, ExportKind, ExportOptions, IssueRequest
from kiosk.admin.thank_you import ThankYou
from kiosk.admin.ticket_issue import TicketOutput
from kiosk.admin.ticket_try import TriedTicket
from kiosk.errors import KioskError, UnusableInput
from kiosk.guestlist.import_preview import ImportPreview, PreviewGuest, SameGuests
from kiosk.guestlist.import_report import (
    Alike,
    ImportOptions,
    ImportWarning,
    Question,
    Rejection,
    RejectionReason,
    Report,
)
from kiosk.guestlist.import_watch import ImportRun
from kiosk.reports.fallback_rows import FallbackList, parts_of
from tests.ui.guests import EVENT, HOUR, NOW

HEADINGS = (
    *("Ticketnummer", "Ticketcode", "Voornaam", "Achternaam", "Organisatie", "Soort"),
    *("Aantal personen", "Betaald"),
)
FIRST_VALUES = dict(
    zip(
        HEADINGS,
        (
            "WDHS-0001",
            "SSIHIW5Z7XMWVIDKTERZU3FCVY",
            "Arjan",
            "van Rijn",
            "Gemeente Soest",
            "Beleid",
            "1",
            "ja",
        ),
        strict=True,
    )
)
MAPPING = {
    "code": "Ticketcode",
    "ticket": "Ticketnummer",
    "first_name": "Voornaam",
    "last_name": "Achternaam",
    "organisation": "Organisatie",
    "category": "Soort",
    "places": "Aantal personen",
    "status": "Betaald",
}
REJECTED = (
    Rejection(12, "places", "veel", RejectionReason.NO_PLACES),
    Rejection(40, "code", "SSIHIW5Z7XMWVIDK", RejectionReason.REPEATED_CODE, {"first": 12}),
    Rejection(
        88, "entrances", "Achteringang", RejectionReason.UNKNOWN_ENTRANCE, {"known": "Noord, Zuid"}
    ),
    Rejection(91, "", "", RejectionReason.QUOTES),
)
GUESTS = (
    PreviewGuest("SSIH…", "WDHS-0001", "Arjan van Rijn", "Gemeente Soest", "Beleid", 1, "valid"),
    PreviewGuest("Q7TR…", "WDHS-0002", "Fatima El Amrani", "", "Actieve bewoner", 2, "valid"),
    PreviewGuest(
        "ZZ4K…",
        "WDHS-0412",
        "Anouk Wilhelmina van den Heuvel-Özdemir",
        "Stichting Samenwerkende Bewonersorganisaties",
        "Kernpartner",
        4,
        "unpaid",
    ),
    PreviewGuest("P0PL…", "WDHS-0003", "Bo Li", "", "Pers", 1, "blocked"),
    PreviewGuest("M3NN…", "WDHS-0004", "Zoë 't Hart", "De Koppel", "Actieve bewoner", 1, "valid"),
)
PREVIEW_OF = ImportPreview(
    guests=GUESTS,
    is_new=False,
    rows=495,
    others=(("Katalys", 2), ("Stichting Samenwerkende Bewonersorganisaties Amersfoort", 0)),
    categories=("Actieve bewoner", "Kernpartner"),
)
CALM = Report(
    "webwinkel",
    495,
    12,
    3,
    480,
    0,
    MAPPING,
    headings=HEADINGS,
    first_values=FIRST_VALUES,
    preview=PREVIEW_OF,
)
FEWER = replace(
    CALM,
    preview=replace(
        PREVIEW_OF,
        left_off=9,
        left_off_names=("Anouk Wilhelmina van den Heuvel-Özdemir", "Bo Li", "Jan de Vries"),
    ),
)
UNGROUPED = replace(
    CALM,
    preview=replace(PREVIEW_OF, ungrouped=("Kernpartner", "Buurtverbinder met een lange naam")),
)
PARTNER = replace(
    CALM,
    source="Katalys definitief",
    read=2,
    added=2,
    changed=0,
    unchanged=0,
    preview=replace(PREVIEW_OF, guests=GUESTS[:2], is_new=True, rows=2),
)
REUSED = replace(
    CALM,
    reused=(
        "--sheet 'Producten in bestelling'",
        "--map 'code=Toegang & QR'",
        "--set category=Kernpartner",
        "--ignore 'Kom je ook naar de lunch?'",
        "--status 'Wacht op antwoord=unpaid'",
        "--same-guest once",
    ),
)
SAME = replace(CALM, added=0, changed=0, unchanged=495)
SHEETS = Report(
    "webwinkel",
    45,
    45,
    0,
    0,
    0,
    MAPPING,
    warnings=(
        ImportWarning(
            "import.warning.one_sheet",
            {"sheet": "Producten in bestelling", "sheets": 2, "others": "'Bestellingen' (41)"},
        ),
        ImportWarning("import.warning.hidden_rows", {"rows": 2, "row": 7}),
    ),
    headings=HEADINGS,
    first_values=FIRST_VALUES,
    preview=PREVIEW_OF,
    sheets=("Bestellingen", "Producten in bestelling"),
    sheet="Producten in bestelling",
)
BOTH = replace(
    CALM,
    preview=replace(
        PREVIEW_OF,
        same=SameGuests(
            23,
            "Katalys, Stichting Samenwerkende Bewonersorganisaties Amersfoort",
            (
                "Anouk Wilhelmina van den Heuvel-Özdemir",
                *("Bo Li", "Jan de Vries", "Fatima El Amrani", "Zoë 't Hart"),
            ),
        ),
    ),
)
BAD = Report(
    "Stichting Samenwerkende Bewonersorganisaties Amersfoort",
    1_214,
    12,
    3,
    1_195,
    0,
    MAPPING,
    rejected=REJECTED,
    rejected_rows=41,
    alike=(
        Alike(REJECTED[0], (12,), 1),
        Alike(REJECTED[1], (40,), 1),
        Alike(REJECTED[2], (88, 89, 90, 92, 95), 25),
        Alike(REJECTED[3], (91,), 1),
    ),
    warnings=(
        ImportWarning(
            "import.warning.two_columns",
            {"field": "category", "taken": "Soort", "other": "Categorie"},
        ),
        ImportWarning("import.warning.guessable", {"codes": 14, "row": 3}),
    ),
    headings=HEADINGS,
    first_values=FIRST_VALUES,
    preview=PREVIEW_OF,
)
GONE = replace(
    FEWER,
    read=300,
    added=0,
    changed=0,
    unchanged=300,
    withdrawn=195,
    preview=replace(FEWER.preview, left_off=195),
    warnings=(ImportWarning("import.warning.withdraws_many", {"withdrawn": 195, "listed": 495}),),
)
LETTERS = replace(
    CALM,
    questions=(
        Question(
            "encoding",
            "import.question.which_encoding",
            ("--encoding windows-1252", "--encoding mac-roman"),
            values=("Zo‘ MŸller", "Zoë Müller"),
            params={"windows": "Zo‘ MŸller", "mac": "Zoë Müller"},
        ),
    ),
)
ASKS = replace(
    CALM,
    questions=(
        Question(
            "status",
            "import.question.status_word",
            tuple(
                f"--status 'Wacht op antwoord={status}'"
                for status in ("valid", "unpaid", "cancelled", "blocked")
            ),
            "Aanmelding",
            ("Wacht op antwoord",),
            {"count": 32, "rows": "3, 7, 12, …"},
        ),
        Question(
            "code",
            "import.question.which_code",
            ("--map 'code=Toegang & QR'", "--codes none"),
            params={"n": 1, "columns": "'Toegang & QR'"},
        ),
    ),
    unused=("Functie", "Telefoonnummer", "Dieetwensen", "Kom je ook naar de lunch?"),
)


PREVIEW = {
    ExportKind.TICKETS: (
        ("ticket", "name", "organisation", "category", "places", "status", "attended"),
        ("WDHS-0001", "Arjan van Rijn", "Gemeente Soest", "Beleidsmaker", "1", "valid", "yes"),
        ("WDHS-0002", "Fatima El Amrani", "", "Actieve bewoner", "2", "valid", "no"),
    ),
    ExportKind.THANKS: (
        ("email", "name", "organisation", "category", "tickets", "people", "mail_ok"),
        (
            "arjan@soest.example",
            "Arjan van Rijn",
            "Gemeente Soest",
            "Beleidsmaker",
            "1",
            "1",
            "yes",
        ),
        ("fatima@x.example", "Fatima El Amrani", "", "Actieve bewoner", "1", "2", ""),
    ),
    ExportKind.RESEARCH: (
        ("row", "category", "places", "status", "attended", "inside", "first_in"),
        ("1", "Beleidsmaker", "1", "valid", "yes", "yes", "2026-04-13 10:02"),
        ("2", "Actieve bewoner", "2", "valid", "no", "no", ""),
    ),
    ExportKind.SUMS: (
        ("sum", "name", "expected", "people"),
        ("total", "", "1438", "1103"),
        ("category", "Actieve bewoner", "902", "498"),
    ),
    ExportKind.SCANS: (
        ("at", "outcome", "ticket", "name", "category", "people", "direction"),
        ("2026-04-13 10:02", "admitted", "WDHS-0001", "Arjan van Rijn", "Beleidsmaker", "1", "in"),
        ("2026-04-13 10:03", "unknown", "", "", "", "0", ""),
    ),
}


USED = (
    UsedList("Katalys", 1, 2, NOW - 26 * HOUR, "Hoofdingang 1"),
    UsedList(
        "Stichting Samenwerkende Bewonersorganisaties Amersfoort en omstreken",
        *(3, 1_214, NOW - 2 * HOUR, "Anouk Wilhelmina van den Heuvel-Özdemir"),
        before=2,
        before_tickets=1_199,
    ),
    UsedList("webwinkel", 2, 495, NOW - 16 * HOUR, "Marieke", before=1, before_tickets=482),
)


TICKETS = {
    "SSIHIW5Z7XMWVIDKTERZU3FCVY": TriedTicket("Arjan van Rijn", "webwinkel"),
    "WDHS-0412": TriedTicket(
        "Anouk Wilhelmina van den Heuvel-Özdemir",
        "Stichting Samenwerkende Bewonersorganisaties Amersfoort en omstreken",
    ),
}
ON_ALL = [replace(one, held=10, laptops=10) for one in USED]
OPEN_IN_EXCEL = replace(
    CALM,
    warnings=(ImportWarning("import.warning.open_elsewhere", {"file": "gasten.xlsx"}),),
)
ON_SOME = [replace(one, held=held, laptops=10) for one, held in zip(USED, (10, 3, 1), strict=True)]


PRINTED = FallbackState(1_180, NOW - 16 * HOUR, 12, 3)


@dataclass
class FakeReaders:
    """A camera and a hand scanner that a test moves."""

    reader: Callable[[Sequence[str]], bool] | None = None

    def picture(self) -> None:
        return None

    def lend(self, reader: Callable[[Sequence[str]], bool]) -> None:
        self.reader = reader

    def end_loan(self) -> None:
        self.reader = None


@dataclass
class FakeFiles:
    """Returns the reports of the test, and records all calls."""

    report: Report = CALM
    fails: KioskError | None = None
    uncoded: int = 23
    asked: list[tuple[object, ...]] = field(default_factory=list)
    readers: FakeReaders = field(default_factory=FakeReaders)
    run: ImportRun = field(default_factory=ImportRun)
    fallback: FallbackState = PRINTED
    used: list[UsedList] = field(default_factory=lambda: list(USED))

    def lists(self) -> Sequence[UsedList]:
        return self.used

    def restore_previous(self, source: str) -> None:
        self._ask("restore_previous", source)
        before = next((one for one in self.used if one.source == source), None)
        if before is None or before.before is None:
            raise UnusableInput("error.no_version_before", source=source)
        back = replace(before, version=before.version + 1, tickets=before.before_tickets)
        self.used[self.used.index(before)] = back

    def first_values(self, path: Path, options: ImportOptions) -> Mapping[str, str]:
        self._ask("first_values", path, options)
        return FIRST_VALUES

    def import_list(
        self, path: Path, options: ImportOptions, run: ImportRun | None = None
    ) -> Report:
        self.run = run or ImportRun()
        self._ask("take", path, options)
        if self.report.applied:
            self._set_untried(self.report.source, self.report.mapping.get("code", ""))
        return self.report

    def set_categories(self, rules: Mapping[str, CategoryRule]) -> None:
        self._ask("set_categories", dict(rules))

    def guests_without_code(self) -> int:
        return self.uncoded

    def issue(self, request: IssueRequest, output: TicketOutput) -> int:
        self._ask("issue", request)
        output.write(EVENT, [])
        output.keep()
        return request.count or self.uncoded

    def try_ticket(self, read: Sequence[str], *, typed: bool) -> TriedTicket | None:
        self._ask("try", tuple(read), typed)
        ticket = TICKETS.get(read[0])
        if ticket is not None:
            self._set_untried(ticket.source, "")
        return ticket

    def _set_untried(self, source: str, column: str) -> None:
        self.used = [
            replace(one, untried_column=column) if one.source == source else one
            for one in self.used
        ]

    def fallback_state(self) -> FallbackState:
        return self.fallback

    def fallback_list(self, *, additions: bool) -> FallbackList:
        self._ask("fallback", additions)
        since = self.fallback.printed_at if additions else None
        return FallbackList(EVENT, NOW, parts_of([], EVENT), since)

    def write_fallback(self, path: Path, content: bytes, shown: FallbackList) -> None:
        self._ask("write_fallback", path, content[:4], shown.since)

    def record_fallback(self, shown: FallbackList) -> None:
        self._ask("record_fallback", shown.since)

    def first_lines(self, options: ExportOptions) -> Sequence[Sequence[str]]:
        self._ask("first_lines", options)
        return PREVIEW[options.kind]

    def export_thanks(self, path: Path, progress: Callable[[int, int], None]) -> ThankYou:
        self._ask("export_thanks", path)
        progress(500, 1_214)
        return ThankYou(path.with_name(f"{path.stem} niet gekomen{path.suffix}"), 871, 203, 41)

    def export(
        self,
        path: Path,
        options: ExportOptions,
        progress: Callable[[int, int], None],
        packing: Callable[[float], None] = lambda _: None,
    ) -> int:
        self._ask("export", path, options)
        progress(500, 1_214)
        packing(0.5)
        return 1_214

    def _ask(self, *asked: object) -> None:
        self.asked.append(asked)
        if self.fails is not None and asked[0] not in ("first_values", "first_lines"):
            raise self.fails
