"""A wrong clock in words: by how much, what time it is, and what to do."""

from kiosk.reports.clocks import clock_wrong
from kiosk.ui.clock import moment
from kiosk.ui.post import Post
from kiosk.words import Words


def clock_warning(off_ms: int, now: int, post: Post, words: Words) -> str:
    """Return what to do about this laptop's clock, which shows `now` (ms UTC)."""
    event = post.event
    at = moment(now + off_ms, now, event.zone, words.language)
    return words.say("clock_page.warning", wrong=clock_wrong(off_ms, words), at=at)
