"""Renders the organiser's page, and the parts of it that the stream replaces."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kiosk.hub.phone.page_charts import page_charts
from kiosk.hub.phone.page_labels import page_labels
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


class PageWriters:
    """The writers of all languages; the templates load at the first use."""

    @cached_property
    def _writers(self) -> dict[str, PageWriter]:
        templates = Environment(
            loader=FileSystemLoader(RESOURCES / "phone"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        return {one: PageWriter(load_words(one), templates) for one in LANGUAGES}

    def __getitem__(self, language: str) -> PageWriter:
        return self._writers[language]
