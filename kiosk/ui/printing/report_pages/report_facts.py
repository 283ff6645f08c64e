"""The facts of the report: a label and a sentence with figures each."""

import itertools
from collections.abc import Iterator

from kiosk.reports.day_report.day_report import DayReport
from kiosk.reports.outcome_texts import verdict_word
from kiosk.texts import Texts
from kiosk.ui.printing.report_pages.sheet_parts import moment_text, number_text

_MOST_RECOUNTS, _MOST_OUTCOMES = 3, 6


class ReportFacts:
    """Writes the facts of a report in words."""

    def __init__(self, report: DayReport, words: Texts) -> None:
        self._report = report
        self._words = words
        self._moment = moment_text(report, words)
        self._number = number_text(words)

    def lines(self) -> list[tuple[str, str]]:
        """Return a label and a sentence for each fact."""
        say = self._words.say
        people = "report.fact.came" if self._report.arrivals else "report.fact.peak"
        return [
            (say(people), self._came() if self._report.arrivals else self._peak()),
            (say("report.fact.first_last"), self._first_last()),
            (say("report.fact.expected"), self._expected()),
            (say("report.fact.doubles"), self._doubles()),
            (say("report.fact.refused"), self._refused()),
            (say("report.fact.recounts"), self._recounts()),
        ]

    def _peak(self) -> str:
        peak = self._report.curve.peak
        if peak is None:
            return self._words.say("report.fact.none_came")
        at, people = peak
        figures = {"people": self._number(people), "at": self._moment(at)}
        return self._words.say("report.fact.peak_at", **figures) + self._allowed(people)

    def _allowed(self, people: int) -> str:
        capacity = self._report.event.areas[0].capacity
        if capacity is None:
            return ""
        key = "report.fact.too_many" if people > capacity else "report.fact.allowed"
        beyond = self._number(max(0, people - capacity))
        return self._words.say(key, capacity=self._number(capacity), n=beyond)

    def _came(self) -> str:
        lines = self._report.half_hours
        if len(lines) < 2:  # noqa: PLR2004  # a half hour is between two of them
            return self._words.say("report.fact.none_came")
        spans = itertools.pairwise(lines)
        most, start, end = max(
            ((b.counts[0].inside - a.counts[0].inside, -a.at, b.at) for a, b in spans),
        )
        span = {"from": self._moment(-start), "until": self._moment(end)}
        people = lines[-1].counts[0].inside
        sentence = self._words.say(
            "report.fact.busiest", people=self._number(people), most=self._number(most), **span
        )
        return sentence + self._allowed(people)

    def _first_last(self) -> str:
        times, say = self._report.times, self._words.say
        moments = [
            ("report.fact.first_in", times.first_in),
            ("report.fact.last_in", times.last_in),
            ("report.fact.last_out", times.last_out),
        ]
        parts = [say(key, at=self._moment(at)) for key, at in moments if at is not None]
        return ", ".join(parts) or say("report.fact.none_came")

    def _expected(self) -> str:
        report, say = self._report, self._words.say
        counts = {
            "expected": self._number(report.expected),
            "missed": self._number(report.missed),
        }
        others = max(0, report.totals.admitted - report.totals.arrived)
        more = say("report.fact.unexpected", n=self._number(others)) if others else ""
        return say("report.fact.expected_missed", **counts) + more

    def _doubles(self) -> str:
        totals, say = self._report.totals, self._words.say
        if not totals.doubles:
            return say("report.fact.no_doubles")
        unseen = totals.doubles_open
        more = say("report.fact.doubles_open", n=self._number(unseen)) if unseen else ""
        return say("report.fact.doubles_people", n=self._number(totals.doubles)) + more

    def _refused(self) -> str:
        refused, say = self._report.totals.refused, self._words.say
        if not refused:
            return say("report.fact.no_refusals")
        largest = sorted(refused.items(), key=lambda one: (-one[1], one[0]))
        listed = [
            f"{verdict_word(outcome, self._words)} {self._number(n)}"
            for outcome, n in largest[:_MOST_OUTCOMES]
        ]
        if others := sum(n for _, n in largest[_MOST_OUTCOMES:]):
            listed.append(say("report.fact.more", n=self._number(others)))
        scans = self._number(sum(refused.values()))
        return say("report.fact.refused_scans", n=scans, outcomes=", ".join(listed))

    def _recounts(self) -> str:
        recounts, say = self._report.recounts, self._words.say
        parts = list(self._recount_texts())
        if len(recounts) > _MOST_RECOUNTS:
            parts.append(say("report.fact.more", n=len(recounts) - _MOST_RECOUNTS))
        return ", ".join(parts) or say("report.fact.no_recounts")

    def _recount_texts(self) -> Iterator[str]:
        for one in self._report.recounts[-_MOST_RECOUNTS:]:
            figures = {"people": self._number(one.people), "at": self._moment(one.at)}
            if one.before is None:
                yield self._words.say("report.fact.recount", **figures)
            else:
                before = self._number(one.before)
                yield self._words.say("report.fact.recount_before", before=before, **figures)
