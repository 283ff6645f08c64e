"""Announcements for a screen reader."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

Politeness = QAccessible.AnnouncementPoliteness


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Let a screen reader read a text; `urgent` interrupts what it reads now."""
    event = QAccessibleAnnouncementEvent(widget, words)
    event.setPoliteness(Politeness.Assertive if urgent else Politeness.Polite)
    QAccessible.updateAccessibility(event)
