"""The list on paper: A4 pages with a box to tick for each guest."""

from datetime import datetime

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from kiosk.reports.fallback_pages import LineKind, PaperPage, PaperRow
from kiosk.reports.fallback_rows import Change, FallbackGuest, FallbackList
from kiosk.texts import Texts
from kiosk.ui.printing.missing_letters import has_all_letters
from kiosk.ui.printing.paper import searchable
from kiosk.ui.printing.sheet_pen import (
    BOLD,
    CENTRE,
    HEIGHT_MM,
    LEFT,
    MARGIN_MM,
    PLAIN,
    RIGHT,
    WIDTH_MM,
    WRAPPED,
    SheetPen,
)
from kiosk.ui.style.theme import font, font_within
from kiosk.ui.style.time_format import clock_time, full_day, short_day

DPI = 300
_HEAD_MM, _ROW_MM, _FOOT_MM = 17.0, 6.8, 14.0
ROWS = int((HEIGHT_MM - _HEAD_MM - _FOOT_MM) / _ROW_MM)
_TEXT_MM, _SMALL_MM, _SMALLEST_MM, _TITLE_MM = 3.7, 2.9, 2.1, 5.2
_BOX_MM, _PAD_MM = 4.4, 1.2
_LOW_MM, _TWO_LINES_MM = 2.6, 2.35
_COLUMNS = (0.0, 13.0, 84.0, 121.0, 151.0, 177.0, 190.0)  # mm: where each begins, and the end
_BOX, _NAME, _ORGANISATION, _CATEGORY, _TICKET, _PLACES = range(6)
_TWO_LINES = LEFT | int(Qt.TextFlag.TextWordWrap)
_STRUCK = frozenset({Change.MOVED, Change.RENAMED, Change.STRUCK})
_ELSEWHERE = frozenset({Change.MOVED, Change.RENAMED})
_HAIR = "#707070"
_COLUMN_HEADINGS = (
    "fallback.column_name",
    "fallback.column_organisation",
    "fallback.column_category",
    "fallback.column_ticket",
    "fallback.column_places",
)
_HEADINGS = {
    LineKind.SEE_Y: "fallback.see_y",
    LineKind.OTHERS: "fallback.others",
    LineKind.NAMELESS: "fallback.nameless",
    LineKind.WALK_INS: "fallback.walk_ins",
    LineKind.STRUCK: "fallback.struck",
}


class FallbackSheet:
    """Draws the pages of a list, for a device with DPI dots per inch."""

    def __init__(self, painter: QPainter, shown: FallbackList, words: Texts) -> None:
        self._pen = SheetPen(painter, DPI)
        self._painter = painter
        self._shown = shown
        self._words = words
        self._zone = shown.event.zone
        guests = [one for part in shown.parts for one in (*part.guests, *part.struck)]
        self._columns = list(_COLUMNS)
        if not any(one.ticket.organisation for one in guests):  # its room is for the category
            self._columns[_CATEGORY] = self._columns[_ORGANISATION]

    def draw(self, page: PaperPage) -> None:
        """Draw a page: its head, its lines and its foot."""
        self._painter.setPen(QColor("black"))
        self._draw_head(page)
        for place, row in enumerate(page.rows):
            self._draw_row(row, _HEAD_MM + place * _ROW_MM)
        self._draw_foot()

    def _draw_head(self, page: PaperPage) -> None:
        say, shown = self._words.say, self._shown
        kind = "fallback.title" if shown.since is None else "fallback.additions"
        entrance = page.entrance or say("fallback.all_entrances")
        number = say("fallback.page", number=page.number, pages=page.pages)
        first, last = page.names
        names = f"{first} – {last}" if first and page.number else ""
        title = f"{say(kind)} · {entrance}"
        self._text(self._pen.box(0, 0, 150, 6), title, _TITLE_MM, weight=BOLD)
        self._text(self._pen.box(150, 0, 190, 6), number, _TEXT_MM, flags=RIGHT, weight=BOLD)
        day = full_day(shown.event.date, self._words.language)
        about = f"{shown.event.name} · {day} · {say('fallback.printed', at=self._moment(shown.at))}"
        self._text(self._pen.box(0, 6, 130, 11), about, _SMALL_MM)
        self._text(self._pen.box(130, 6, 190, 11), names, _SMALL_MM, flags=RIGHT)
        for place, heading in enumerate(map(say, _COLUMN_HEADINGS), _NAME):
            if self._columns[place] == self._columns[place + 1]:
                continue
            flags = RIGHT if place == _PLACES else LEFT
            box = self._cell(place, 11.5, _HEAD_MM - 11.5)
            self._text(box, heading, _SMALL_MM - 0.3, flags=flags)
        self._line(_HEAD_MM, 0.4)

    def _draw_foot(self) -> None:
        say, rules = self._words.say, self._shown.event.rules
        desk = rules.help_point or say("verdict.help_point")
        if self._shown.since is None:
            how = say("fallback.how", help=desk)
        else:
            how = say("fallback.how_additions", at=self._moment(self._shown.since), help=desk)
        top = HEIGHT_MM - _FOOT_MM + 1.5
        self._use(font(self._pen.px(_SMALL_MM - 0.3)))
        self._painter.drawText(self._pen.box(0, top, 190, top + 8), WRAPPED, how)
        destroy = self._pen.box(0, top + 8.5, 130, HEIGHT_MM)
        self._text(destroy, say("fallback.destroy"), _SMALL_MM, weight=BOLD)
        if rules.help_phone:
            phone = say("fallback.phone", phone=rules.help_phone.replace(" ", "\u00a0"))
            self._text(self._pen.box(130, top + 8.5, 190, HEIGHT_MM), phone, _SMALL_MM, flags=RIGHT)

    def _draw_row(self, row: PaperRow, top: float) -> None:
        if row.guest is not None:
            self._draw_guest(row.guest, top)
        elif row.kind is LineKind.BLANK:
            self._draw_blank(top)
        else:
            self._draw_heading(row, top)
        self._line(top + _ROW_MM, 0.12, _HAIR)

    def _draw_heading(self, row: PaperRow, top: float) -> None:
        if row.kind is LineKind.LETTER:
            text = self._words.say("fallback.y") if row.letter == "Y" else row.letter
        else:
            text = self._words.say(_HEADINGS[row.kind])
        if row.kind is not LineKind.SEE_Y:
            self._painter.fillRect(self._pen.box(0, top, 190, top + _ROW_MM), QColor("#e4e4e4"))
        box = self._pen.box(_COLUMNS[_NAME] if row.kind is LineKind.SEE_Y else 1.5, top, 190, 0)
        box.setHeight(self._pen.px(_ROW_MM))
        self._text(box, text, _TEXT_MM, weight=BOLD)

    def _draw_guest(self, guest: FallbackGuest, top: float) -> None:
        ticket = guest.ticket
        self._draw_tick(guest, top)
        self._draw_name(guest, top)
        cells = (
            (_ORGANISATION, ticket.organisation),
            (_CATEGORY, self._about(guest)),
            (_TICKET, guest.ref),
        )
        for column, text in cells:
            self._long_text(self._cell(column, top), text, _SMALL_MM)
        self._text(self._cell(_PLACES, top), self._places(guest), _TEXT_MM, flags=RIGHT)
        if guest.change in _STRUCK:
            there = guest.change in _ELSEWHERE  # the new entrance or name stays readable
            self._line(
                top + _ROW_MM / 2, 0.3, until=_COLUMNS[_ORGANISATION] - _PAD_MM if there else None
            )

    def _draw_tick(self, guest: FallbackGuest, top: float) -> None:
        """Draw a box; guests for the desk have none."""
        if guest.change in _STRUCK:
            return
        if guest.to_desk:
            box = self._pen.box(0.5, top + 1, _COLUMNS[_NAME] - 2, top + _ROW_MM - 1)
            self._painter.fillRect(box, QColor("black"))
            self._painter.setPen(QColor("white"))
            self._text(box, self._words.say("fallback.to_desk"), _SMALL_MM, flags=CENTRE)
            self._painter.setPen(QColor("black"))
            return
        start = top + (_ROW_MM - _BOX_MM) / 2
        box = self._pen.box(3, start, 3 + _BOX_MM, start + _BOX_MM)
        self._painter.setPen(QPen(QColor("black"), self._pen.px(0.3)))
        self._painter.drawRect(box)
        if guest.inside >= guest.ticket.places:
            corners = (0.2, 0.5), (0.42, 0.75), (0.85, 0.2)
            self._painter.setPen(QPen(QColor("black"), self._pen.px(0.6)))
            self._painter.drawPolyline(
                [
                    QPointF(box.left() + x * box.width(), box.top() + y * box.height())
                    for x, y in corners
                ]
            )

    def _draw_name(self, guest: FallbackGuest, top: float) -> None:
        """Draw the surname bold, the rest of the name behind it."""
        name, box = guest.name, self._cell(_NAME, top)
        if not name.surname:
            if guest.change is Change.RENAMED:
                self._text(box, self._words.say("fallback.earlier_name"), _SMALL_MM)
            return
        if not has_all_letters(guest.ticket.name):
            self._text(box, self._words.say("fallback.unprintable"), _SMALL_MM)
            return
        rest = f", {name.rest}" if name.rest else ""
        letters = font_within(
            name.surname + rest, box.width(), self._pen.px(_TEXT_MM), self._pen.px(_LOW_MM), BOLD
        )
        self._use(letters)
        wide = self._painter.fontMetrics().horizontalAdvance(name.surname)
        if wide + self._painter.fontMetrics().horizontalAdvance(rest) > box.width():
            self._long_text(box, name.surname + rest, _LOW_MM, weight=BOLD)
            return
        self._painter.drawText(box, LEFT, name.surname)
        letters.setWeight(PLAIN)
        self._use(letters)
        self._painter.drawText(box.adjusted(wide, 0, 0, 0), LEFT, rest)

    def _draw_blank(self, top: float) -> None:
        start = top + (_ROW_MM - _BOX_MM) / 2
        self._painter.setPen(QPen(QColor("black"), self._pen.px(0.3)))
        self._painter.drawRect(self._pen.box(3, start, 3 + _BOX_MM, start + _BOX_MM))
        self._painter.setPen(QPen(QColor(_HAIR), self._pen.px(0.12)))
        for column in sorted(set(self._columns[_ORGANISATION:-1])):
            x = self._pen.px(MARGIN_MM + column - _PAD_MM)
            y = self._pen.px(MARGIN_MM + top)
            self._painter.drawLine(QLineF(x, y, x, y + self._pen.px(_ROW_MM)))

    def _about(self, guest: FallbackGuest) -> str:
        """Return the category, a change, and when the ticket is valid."""
        ticket, say = guest.ticket, self._words.say
        changes = {
            Change.NEW: say("fallback.new"),
            Change.MOVED: say("fallback.moved", entrances=", ".join(ticket.entrances)),
            Change.RENAMED: say("fallback.renamed", name=guest.now),
            Change.CHANGED: say("fallback.changed"),
        }
        change = changes.get(guest.change, "") if guest.change else ""
        times = (("fallback.from", ticket.valid_from), ("fallback.until", ticket.valid_until))
        valid = (say(key, at=self._time(at)) for key, at in times if at is not None)
        return " · ".join(filter(None, (change, ticket.category, *valid)))

    def _places(self, guest: FallbackGuest) -> str:
        places = guest.ticket.places
        return f"{guest.inside}/{places}" if 0 < guest.inside < places else str(places)

    def _time(self, at: int) -> str:
        """Return a time of the event's day, or with its day."""
        day = datetime.fromtimestamp(at / 1000, self._zone).date()
        return clock_time(at, self._zone) if day == self._shown.event.date else self._moment(at)

    def _moment(self, at: int) -> str:
        day = datetime.fromtimestamp(at / 1000, self._zone).date()
        return f"{short_day(day, self._words.language)} {clock_time(at, self._zone)}"

    def _text(
        self,
        box: QRectF,
        text: str,
        mm: float,
        *,
        flags: int = LEFT,
        weight: QFont.Weight = PLAIN,
    ) -> None:
        """Draw a text in one line, smaller if it is long, and cut off if it is very long."""
        smallest = self._pen.px(_SMALLEST_MM)
        self._use(font_within(text, box.width(), self._pen.px(mm), smallest, weight))
        most = int(box.width()) + 1
        self._painter.drawText(box, flags, self._elided(text, most))

    def _long_text(
        self, box: QRectF, text: str, mm: float, *, weight: QFont.Weight = PLAIN
    ) -> None:
        """Draw a text, in two lines of small letters if one line is too narrow."""
        self._use(font(self._pen.px(_LOW_MM), weight))
        if self._painter.fontMetrics().horizontalAdvance(text) <= box.width():
            self._text(box, text, mm, weight=weight)
            return
        self._use(font(self._pen.px(_TWO_LINES_MM), weight))
        most = int(2 * box.width() * 0.9)
        self._painter.drawText(box, _TWO_LINES, self._elided(text, most))

    def _use(self, letters: QFont) -> None:
        self._painter.setFont(searchable(letters))

    def _elided(self, text: str, most: int) -> str:
        metrics = self._painter.fontMetrics()
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)

    def _line(
        self, top: float, thick: float, colour: str = "black", *, until: float | None = None
    ) -> None:
        """Draw a line over the whole width, or up to a place (mm) on it."""
        self._pen.line(0, top, WIDTH_MM if until is None else until, thick, colour)
        self._painter.setPen(QColor("black"))

    def _cell(self, column: int, top: float, high: float = _ROW_MM) -> QRectF:
        left, right = self._columns[column : column + 2]
        return self._pen.box(left, top, right - (0 if column == _PLACES else _PAD_MM), top + high)
