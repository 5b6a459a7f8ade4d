"""The text of a refusal: what the application itself says for each ground, in the words of each language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import msgspec

from admission.application import Application, DocumentCheck
from admission.deadline import KAZAKHSTAN_TIME
from admission.documents import required_documents
from admission.places import Stream, outside_limit
from admission.profiles import RuleProfile

Say = Callable[..., str]  # the words for a key, its placeholders filled


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is so: the key of its sentence, the codes of the papers it names, what else fills it."""

    key: str
    papers: tuple[str, ...] = ()
    on: date | None = None
    values: dict[str, str | int] = {}


def refusal_facts(
    application: Application,
    grounds: Sequence[str],
    rules: RuleProfile,
    stream: Stream | None,
    today: date,
) -> tuple[Fact, ...]:
    """What speaks for these grounds (codes of the profile), in their order; empty where nothing known does.

    `stream`: the places as they stand, None where they are unknown.
    """
    found: list[Fact] = []
    for ground in grounds:
        if ground == "unreliable-data":
            found += _bad_papers(application, "refusal-data-bad")
        elif ground == "non-compliant":
            found += _wanting(application, rules, today)
        elif ground == "class-full":
            found += _no_place(application, rules, stream)
        elif ground == "no-consent" and not application.draft.data_consent:
            found.append(Fact(key="refusal-no-consent"))
    return tuple(found)


def refusal_text(
    application: Application, facts: Sequence[Fact], rules: RuleProfile, voices: Sequence[tuple[str, Say]]
) -> str:
    """A paragraph a language (`kk` first), a sentence a fact; empty without facts: then a person has to write it."""
    if not facts:
        return ""
    received = f"{application.received.astimezone(KAZAKHSTAN_TIME):%d.%m.%Y}"
    paragraphs = []
    for language, say in voices:
        opening = say("refusal-opening", number=application.number, day=received)
        paragraphs.append(" ".join([opening, *(_worded(one, rules, language, say) for one in facts)]))
    return "\n".join(paragraphs)


def _worded(fact: Fact, rules: RuleProfile, language: str, say: Say) -> str:
    values: dict[str, str | int] = dict(fact.values)
    if fact.papers:
        values["documents"] = "; ".join(_paper(code, rules, language) for code in fact.papers)
    if fact.on is not None:
        values["day"] = f"{fact.on:%d.%m.%Y}"
    if "teaching" in values:
        values["teaching"] = say(f"teaching-{values['teaching']}")
    return say(fact.key, **values)


def _paper(code: str, rules: RuleProfile, language: str) -> str:
    return next((rule.name[language] for rule in rules.documents if rule.code == code), code)


def _bad_papers(application: Application, key: str) -> Iterator[Fact]:
    for check in _newest(application.checks):
        if not check.good:
            note, day = check.note.strip().rstrip("."), check.at.astimezone(KAZAKHSTAN_TIME).date()
            bare = "" if note else "-bare"
            yield Fact(key=f"{key}{bare}", papers=(check.document,), on=day, values={"note": note})


def _newest(checks: Sequence[DocumentCheck]) -> Sequence[DocumentCheck]:
    return tuple({one.document: one for one in checks}.values())


def _wanting(application: Application, rules: RuleProfile, today: date) -> Iterator[Fact]:
    """Papers found bad, asked for in vain, never brought, run out."""
    yield from _bad_papers(application, "refusal-paper-bad")
    draft, asked = application.draft, application.asked
    in_vain = asked.documents if asked is not None and asked.until < today else ()
    if asked is not None and in_vain:
        yield Fact(key="refusal-papers-asked", papers=in_vain, on=asked.until)
    here = {one.code for one in draft.documents} | {one.document for one in application.attachments}
    required = [rule.code for rule in required_documents(draft, rules) if rule.needed != "order"]
    never = tuple(code for code in required if code not in here and code not in in_vain)
    if never:
        yield Fact(key="refusal-papers-missing", papers=never)
    for one in draft.documents:
        until = _day(one.valid_until)
        if until is not None and until < today:
            yield Fact(key="refusal-paper-expired", papers=(one.code,), on=until)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _no_place(application: Application, rules: RuleProfile, stream: Stream | None) -> Iterator[Fact]:
    """No place is left, or none for those from outside; only what is so now is said."""
    draft = application.draft
    if not draft.by_territory:
        yield Fact(key="refusal-outside", values={"address": draft.registered.line})
    if stream is None:
        return
    taken: dict[str, str | int] = {"taken": stream.taken, "capacity": stream.capacity}
    if stream.free <= 0:
        yield Fact(key="refusal-class-full", values={**taken, "teaching": draft.language})
    elif not draft.by_territory and stream.outside >= outside_limit(stream.inside, rules):
        counted: dict[str, str | int] = {"inside": stream.inside, "outside": stream.outside}
        yield Fact(key="refusal-outside-full", values={**counted, "per": rules.inside_per_outside})
