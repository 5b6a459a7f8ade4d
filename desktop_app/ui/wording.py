"""The words of the windows: one language at a time, changed at run time; dates, codes, problems as words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from admission.deadline import KAZAKHSTAN_TIME
from admission.problems import Problem
from admission.profiles import RuleProfile
from wording import Texts
from wording.dates import date_digits, date_words

MINUTES_OF_A_DAY = 24 * 60
MANY_HOURS = 10


class Words(QObject):
    """`words("queue-empty")` in the language of the moment; `changed` tells that it is another one now.

    `rules` names documents and grounds of refusal, which are the profile's words and not ours.
    """

    changed = Signal()

    def __init__(self, catalogues: Path, rules: RuleProfile, language: str = "kk") -> None:
        super().__init__()
        self._catalogues = catalogues
        self._texts: dict[str, Texts] = {}
        self._rules = rules
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """The words for `key`; wording.WordMissing for a key nobody wrote."""
        return self._in(self.language)(key, **values)

    def told_in(self, language: str, key: str, **values: object) -> str:
        """The words for `key` in another language than that of the moment: for texts that leave the office."""
        return self._in(language)(key, **values)

    def texts(self, language: str) -> Texts:
        """All words of one language, for a file that leaves the office."""
        return self._in(language)

    def has(self, key: str) -> bool:
        """Whether this key has words."""
        return self._in(self.language).has(key)

    def _in(self, language: str) -> Texts:
        """The catalogues of a language, read when somebody speaks it."""
        if language not in self._texts:
            self._texts[language] = Texts(language, self._catalogues)
        return self._texts[language]

    def set_language(self, language: str) -> None:
        """Speak `kk`, `ru` or `en` from now on."""
        if language != self.language:
            self.language = language
            self.changed.emit()

    def problem(self, problem: Problem) -> str:
        """What happened and what to do, as one sentence or two; a code of a newer server is told as it is."""
        key = f"problem-{problem.code}"
        if not self.has(key):
            return self("problem-unknown", code=problem.code)
        return self(key, **{name: self._value(name, value) for name, value in problem.params.items()})

    def status(self, code: str) -> str:
        """The official word of a status (DOMAIN 1.8)."""
        return self._coded("status", code)

    def act(self, kind: str) -> str:
        """What an act did, in two or three words."""
        return self._coded("act", kind)

    def channel(self, code: str) -> str:
        """How an application came in."""
        return self._coded("channel", code)

    def teaching(self, language: str) -> str:
        """The language of instruction."""
        return self._coded("teaching", language)

    def territory(self, inside: bool) -> str:
        """Of the school's territory, or from outside."""
        return self("territory-inside" if inside else "territory-outside")

    def document(self, code: str) -> str:
        """A required paper, as the profile names it."""
        named = {rule.code: rule.name[self.language] for rule in self._rules.documents}
        return named.get(code) or self._coded("document", code)

    def ground(self, code: str) -> str:
        """A ground of refusal, as the profile names it."""
        ground = self._rules.ground(code)
        return ground.name[self.language] if ground else code

    def field(self, path: str) -> str:
        """A field of the application by its dotted path: `Өтініш беруші: телефоны`; an unknown one as it is."""
        group, *rest = path.split(".")
        leaf = "-".join(part for part in rest or [group] if part != "name").replace("_", "-")
        keys = (f"field-{leaf}", *([f"field-of-{group}"] if rest else []))
        if not all(map(self.has, keys)):
            return path
        named, *of = map(self, keys)
        return self("field-in", group=of[0], field=named) if of else named[:1].upper() + named[1:]

    def day(self, day: date) -> str:
        """`25.08.2026`."""
        return date_digits(day)

    def day_words(self, day: date) -> str:
        """`2026 жылғы 25 тамыз`."""
        return date_words(day, self.language)

    def time(self, moment: datetime) -> str:
        """`14:30`, in Kazakhstan."""
        return f"{moment.astimezone(KAZAKHSTAN_TIME):%H:%M}"

    def moment(self, moment: datetime) -> str:
        """`25.08.2026 14:30`, in Kazakhstan."""
        local = moment.astimezone(KAZAKHSTAN_TIME)
        return f"{date_digits(local.date())} {local:%H:%M}"

    def short_moment(self, moment: datetime) -> str:
        """`25.08 14:30`: for lists of one campaign, whose year everybody knows."""
        return f"{moment.astimezone(KAZAKHSTAN_TIME):%d.%m %H:%M}"

    def left(self, due: datetime, now: datetime) -> str:
        """How long until `due`, or how long it is past: `2 сағ 15 мин`, `мерзімі 3 сағ өтті`."""
        if due >= now:
            return self.span(due - now)
        return self("time-past", span=self.span(now - due))

    def span(self, span: timedelta) -> str:
        """A length of time by what matters of it: days and hours, many hours, or hours and minutes."""
        minutes = int(span.total_seconds()) // 60
        days, hours = minutes // MINUTES_OF_A_DAY, minutes // 60 % 24
        if days:
            return self("time-days-hours", days=days, hours=hours)
        if hours >= MANY_HOURS:
            return self("time-hours", hours=hours)
        return self("time-hours-minutes" if hours else "time-minutes", hours=hours, minutes=minutes % 60)

    def size(self, size: int) -> str:
        """A size in bytes: `640 Б`, `12 КБ`, `1,4 МБ`."""
        if size < 1024:
            return self("size-bytes", n=size)
        if size < 1024 * 1024:
            return self("size-kilobytes", n=round(size / 1024))
        return self("size-megabytes", n=f"{size / 1024 / 1024:.1f}".replace(".", self("decimal-sign")))

    def carried(self, done: int, total: int, minutes: int | None) -> str:
        """How far files have come: `3,1 МБ / 12,4 МБ, шамамен 4 мин`."""
        sizes = {"done": self.size(done), "total": self.size(total)}
        if minutes is None:
            return self("carried", **sizes)
        return self("carried-minutes", **sizes, span=self.span(timedelta(minutes=minutes)))

    def _value(self, name: str, value: str | int) -> str:
        text = str(value)
        named = {
            "document": self.document,
            "ground": self.ground,
            "status": self.status,
            "language": self.teaching,
            "field": self.field,
            "fields": self._fields,
        }
        if name in named:
            return named[name](text)
        if text in ("male", "female"):
            return self(f"sex-{text}")
        return self._as_day(text)

    def _fields(self, paths: str) -> str:
        return "; ".join(map(self.field, paths.split(", ")))

    def _as_day(self, text: str) -> str:
        try:
            return date_digits(date.fromisoformat(text)) if len(text) == len("2026-08-25") else text
        except ValueError:
            return text

    def _coded(self, family: str, code: str) -> str:
        return self(f"{family}-{code.replace('_', '-')}")
