"""Renders the organiser's page, and the parts of it that the stream replaces."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kiosk.hub.phone.page_charts import page_charts
from kiosk.hub.phone.page_parts import page_parts
from kiosk.hub.phone.phone_address import PAGE
from kiosk.paths import RESOURCES
from kiosk.reports.headcount_report import HeadcountReport
from kiosk.texts import LANGUAGES, Texts, load_words


class PageWriter:
    """Writes the page in one language; all values are escaped."""

    def __init__(self, words: Texts, templates: Environment) -> None:
        self.words = words
        self._templates = templates
        self._labels = page_labels(words)

    def whole(self, report: HeadcountReport, token: str, assets: Mapping[str, str]) -> str:
        """Return the page of a link; `assets` are the addresses of its files by name."""
        return self._render(
            "page.html",
            page=page_parts(report, self.words),
            charts=json.dumps(page_charts(report, self.words)),
            assets=assets,
            token=token,
            root=PAGE,
            other=next(one for one in LANGUAGES if one != self.words.language),
        )

    def fragments(self, report: HeadcountReport) -> dict[str, str]:
        """Return the contents of the page's elements by their id."""
        page = page_parts(report, self.words)
        found = {"band": self._render("band.html", page=page)}
        for section in (*page.first, *page.below):
            found[section.key] = self._render("section.html", section=section)
        return found

    def ended(self) -> str:
        """Return the page for a link that does not work."""
        return self._render("ended.html")

    def _render(self, name: str, **values: Any) -> str:
        template = self._templates.get_template(name)
        language = self.words.language
        return template.render(label=self._labels, language=language, **values).strip()


@cache
def page_writer(language: str) -> PageWriter:
    """Return the writer of a language; its templates load at the first use."""
    templates = Environment(
        loader=FileSystemLoader(RESOURCES / "phone"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return PageWriter(load_words(language), templates)


def page_labels(words: Texts) -> dict[str, str]:
    """Return the texts by their names in the templates.

    The page itself fills in `{age}` and `{n}`.
    """
    return {
        "title": words.say("phone.title"),
        "live": words.say("phone.live"),
        "unsure": words.say("phone.connected"),
        "silent": words.say("phone.silent", age="{age}"),
        "seconds": words.say("phone.age_seconds", seconds="{n}"),
        "minutes": words.say("phone.age_minutes", minutes="{n}"),
        "ended": words.say("phone.ended"),
        "ended_title": words.say("phone.ended_title"),
        "said_live": words.say("phone.said_live"),
        "said_silent": words.say("phone.said_silent"),
        "no_script": words.say("phone.no_script"),
        "table": words.say("phone.chart_table"),
        "time": words.say("phone.chart_time"),
        "people": words.say("phone.chart_people"),
        "numbers_only": words.say("phone.numbers_only"),
        "other_language": words.say("phone.other_language"),
    }
