"""The words of a refusal, written from the application's own facts in Kazakh and in Russian."""

from __future__ import annotations

from functools import partial

from admission.application import Application
from admission.deadline import KAZAKHSTAN_TIME
from admission.refusal_text import refusal_facts, refusal_text
from desktop_app.models import queries
from desktop_app.ui.office import Office

LANGUAGES = ("kk", "ru")


def written_refusal(office: Office, application: Application, grounds: tuple[str, ...]) -> str:
    """The text for these grounds, a paragraph a language; empty where nothing known speaks for them."""
    desk = office.desk
    rules, today = desk.profiles[application.rules], desk.now().astimezone(KAZAKHSTAN_TIME).date()
    stream = next((one for one in queries.streams(desk.replica) if one.id == application.stream), None)
    facts = refusal_facts(application, grounds, rules, stream, today)
    voices = [(language, partial(office.words.told_in, language)) for language in LANGUAGES]
    return refusal_text(application, facts, rules, voices)
