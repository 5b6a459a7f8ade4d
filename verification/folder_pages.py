"""What a judge can open: a page about one application, and the note that says what lies in the folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Final, Protocol

import msgspec

from admission.application import Application, Movement
from admission.deadline import KAZAKHSTAN_TIME
from admission.order import EnrolmentOrder
from admission.profiles import RuleProfile
from admission.roles import Officer
from admission.school import School
from verification.folder_index import ListedGap, Made

PAGE_LANGUAGES: Final = ("kk", "ru")
_TRUTH: Final = {True: "value-yes", False: "value-no"}
_CHOICES: Final = {
    "sex": "sex",
    "language": "teaching",
    "relation": "intake-relation",
    "channel": "channel",
    "notify_in": "intake-notify",
}
_STYLE: Final = (
    "body{font-family:sans-serif;max-width:60em}table{border-collapse:collapse}td{padding:.2em .6em}"
)

Row = tuple[str, str]


class Tongue(Protocol):
    """The words of one language; KeyError for a key nobody wrote."""

    def __call__(self, key: str, **values: object) -> str:
        """The words for `key`."""

    def has(self, key: str) -> bool:
        """Whether there are such words."""


@dataclass(frozen=True)
class Shown:
    """One application and the names of what it speaks of: officers and desks by id, papers and grounds by its rules."""

    application: Application
    officers: Mapping[str, Officer]
    desks: Mapping[str, str]
    rules: RuleProfile | None
    school: School


def summary(shown: Shown, tongues: Mapping[str, Tongue]) -> str:
    """One page of HTML: the application, its history and its scans, in Kazakh and then in Russian."""
    title = escape(f"{shown.application.number} · {shown.application.draft.child.name.full}")
    parts = [_part(shown, tongues[language], language) for language in PAGE_LANGUAGES if language in tongues]
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    return f"<!doctype html>\n<html><head>{head}</head>\n<body>{'<hr>'.join(parts)}</body></html>\n"


def readme(
    words: Tongue,
    made: Made,
    applications: Sequence[Application],
    orders: Sequence[EnrolmentOrder],
    centre_key: str,
    gaps: Sequence[ListedGap],
) -> str:
    """What lies here, how it is checked, what is missing: plain text, lines ended as every system reads them."""
    lines = [words("court-readme", at=_moment(made.at), about=made.about, centre=centre_key or "–"), ""]
    lines += [f"orders/{place}: № {one.number}" for place, one in enumerate(orders, 1)]
    lines += [
        f"applications/{place:03}: {one.number}  {one.draft.child.name.full}"
        for place, one in enumerate(applications, 1)
    ]
    lines += ["", words("court-gaps" if gaps else "court-no-gaps")]
    lines += [gap_line(words, one) for one in gaps]
    return "\r\n".join("\n".join(lines).split("\n")) + "\r\n"


def gap_line(words: Tongue, gap: ListedGap) -> str:
    """Something that is missing, as a line."""
    return f"  {gap.about}: {words(f'gap-{gap.code}')}" + (f" (SHA-256 {gap.sha256})" if gap.sha256 else "")


def _part(shown: Shown, words: Tongue, language: str) -> str:
    one = shown.application
    school = shown.school.name_kk if language == "kk" else shown.school.name_ru
    facts = [
        (words("court-school"), school),
        (words("court-status"), _coded(words, "status", one.status.value)),
        (words("court-received"), _moment(one.received)),
        (words("court-due"), _moment(one.due)),
        *_fields(words, shown, language),
    ]
    scans = [
        (_document(words, shown, file.document, language), f"{file.name} · SHA-256 {file.sha256}")
        for file in one.attachments
    ]
    return (
        f'<section lang="{language}"><h1>{escape(words("court-application", number=one.number))}</h1>'
        + _table(facts)
        + f"<h2>{escape(words('court-history'))}</h2>"
        + _table(_history(words, shown, language))
        + f"<h2>{escape(words('court-scans'))}</h2>"
        + _table(scans or [("–", "")])
        + "</section>"
    )


def _table(rows: Iterable[Row]) -> str:
    told = (f"<tr><td>{escape(left)}</td><td>{escape(right)}</td></tr>" for left, right in rows)
    return f"<table>{''.join(told)}</table>"


def _history(words: Tongue, shown: Shown, language: str) -> Iterator[Row]:
    for step in shown.application.history:
        yield _moment(step.at), "; ".join(filter(None, _step(words, shown, step, language)))


def _step(words: Tongue, shown: Shown, step: Movement, language: str) -> Iterator[str]:
    moved = "" if step.before in (None, step.after) else f" → {_coded(words, 'status', step.after.value)}"
    yield f"{_coded(words, 'act', step.kind)}{moved}"
    officer = shown.officers.get(step.by)
    yield officer.name.full if officer else step.by
    yield shown.desks.get(step.desk, step.desk)
    for code in step.grounds:
        yield _ground(words, shown, code, language)
    yield step.reason
    for field, value in step.old:
        yield words("court-before", field=_field(words, field), value=value or "–")


def _fields(words: Tongue, shown: Shown, language: str) -> Iterator[Row]:
    tree = msgspec.to_builtins(shown.application.draft)
    papers = [_document(words, shown, one["code"], language) for one in tree.pop("documents", ())]
    for path, value in _leaves(tree):
        if value not in (None, "", [], ()):
            yield _field(words, path), _value(words, path, value)
    if papers:
        yield _field(words, "documents"), ", ".join(papers)


def _leaves(tree: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in tree.items():
        path = f"{above}{name}"
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{path}.")
        else:
            yield path, value


def _field(words: Tongue, path: str) -> str:
    group, *rest = path.split(".")
    leaf = "-".join(part for part in rest or [group] if part != "name").replace("_", "-")
    if not words.has(f"field-{leaf}"):
        return path
    field = words(f"field-{leaf}")
    of = f"field-of-{group}"
    told = words("field-in", group=words(of), field=field) if rest and words.has(of) else field
    return told[:1].upper() + told[1:]


def _value(words: Tongue, path: str, value: object) -> str:
    leaf = path.rsplit(".", maxsplit=1)[-1]
    if isinstance(value, bool):
        return words(_TRUTH[value])
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return _coded(words, _CHOICES[leaf], str(value)) if leaf in _CHOICES else _day(str(value))


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-08-25") else None
    except ValueError:
        day = None
    return f"{day:%d.%m}.{day.year:04}" if day else text


def _document(words: Tongue, shown: Shown, code: str, language: str) -> str:
    named = {rule.code: rule.name[language] for rule in shown.rules.documents} if shown.rules else {}
    return named.get(code) or _coded(words, "document", code)


def _ground(words: Tongue, shown: Shown, code: str, language: str) -> str:
    ground = shown.rules.ground(code) if shown.rules else None
    return ground.name[language] if ground else _document(words, shown, code, language)


def _coded(words: Tongue, prefix: str, code: str) -> str:
    key = f"{prefix}-{code.replace('_', '-')}"
    return words(key) if words.has(key) else code


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(KAZAKHSTAN_TIME):%d.%m.%Y %H:%M}"
