"""The fixed texts of the organiser's page."""

from kiosk.texts import Texts


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
