"""The backend of the pages for the headcount and double entries."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kiosk.backend.open_station import OpenStation
from kiosk.checkin.desk import Desk
from kiosk.domain.counting.series import InsideCurve
from kiosk.domain.double_entries import Cause
from kiosk.domain.event_settings import FESTIVAL
from kiosk.reports.day_report.day_report import DayReport
from kiosk.reports.day_report.inside_over_day import CurveReader, first_curve
from kiosk.reports.day_report.read_report import day_report
from kiosk.reports.day_report.report_file import REPORT_SUFFIXES, Draw, write_report
from kiosk.reports.double_report import DoubleEntry, double_entries
from kiosk.reports.file_formats import check_target
from kiosk.reports.headcount_report import HeadcountReport, headcount_report
from kiosk.store.attendance.past_counts import PastCounts
from kiosk.store.sqlite.database import data_version, snapshot
from kiosk.texts import Texts

_MAX_AGE_MS = 10_000  # ms; the people per minute change without new entries
_REST = 20  # of the time that the curve took
_MANY, _LONG_S = 10_000, 0.2  # people, and seconds, from which the figures do not wait for it


class LocalHeadcount:
    """Counts again after each write, over its own connection."""

    def __init__(self, station: OpenStation) -> None:
        self._station = station
        self._clock = station.session.clock
        self._own = station.own_connections()
        self._curve = CurveReader(_REST)
        self._is_curve_next = False
        self._counted: tuple[int, int] | None = None
        self._doubles_of: int | None = None

    def poll_headcount(self) -> HeadcountReport | None:
        """Count again; None if the data did not change and the last count is recent."""
        store = self._own.here()
        version, now = data_version(store.database), self._clock.wall()
        if self._counted is not None:
            was, at = self._counted
            recent = was == version and now - at < _MAX_AGE_MS
            if recent and not self._curve.is_due(version):
                return None
        self._counted = version, now
        report = headcount_report(store, FESTIVAL, now)
        return replace(report, curve=self._newest_curve(report, version))

    def _newest_curve(self, report: HeadcountReport, version: int) -> InsideCurve | None:
        """Return the curve; one that takes long is read at the next call, after the figures."""
        if not self._curve.is_due(version):
            return self._curve.curve
        took = self._curve.took_s
        many = report.headcount.totals.admitted > _MANY if took is None else took > _LONG_S
        if many and not self._is_curve_next:
            self._is_curve_next = True
            return self._curve.curve or first_curve(report)
        self._is_curve_next = False
        return self._curve.read(self._own.here(), report, version)

    def organisations(self) -> Mapping[str, int]:
        """Return the people who came, by organisation; it reads every ticket that came."""
        store = self._own.here()
        with snapshot(store.database):
            past = PastCounts(store.database, store.keys.event, store.history, store.manual_counts)
            return past.by_organisation(FESTIVAL)

    def poll_doubles(self) -> Sequence[DoubleEntry] | None:
        """Return the double entries; None if the data did not change since the last call."""
        store = self._own.here()
        version = data_version(store.database)
        if version == self._doubles_of:
            return None
        store.history.refresh()
        found = double_entries(store)
        self._doubles_of = version
        return found

    def day_report(self) -> DayReport:
        """Return the report of the day, as far as it is known here."""
        store = self._own.here()
        store.history.refresh()
        return day_report(store)

    def write_report(self, path: Path, words: Texts, draw: Draw) -> DayReport:
        """Write the report of the day, which is read again."""
        check_target(path, REPORT_SUFFIXES)
        report = self.day_report()
        write_report(path, report, words, draw)
        return report

    def decide(self, entry: str, cause: Cause) -> None:
        """Record the cause of a double entry."""
        Desk(self._station.store).decide(entry, cause)

    def order_doors(self, setting: str, on: bool) -> None:
        """Stop letting in at all doors (HOLD), or let guests in early (ALL_DOORS_OPEN), or not."""
        Desk(self._station.store).change_setting(setting, on)

    def close(self) -> None:
        """Close this thread's connection."""
        self._own.close()
