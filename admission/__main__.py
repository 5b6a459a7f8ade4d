"""The rules from a shell: `python -m admission iin|deadline|check|profile|places|allocate|…`, JSON on stdout."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from admission.allocation import Allocation, Asker, allocate
from admission.application import ApplicationDraft
from admission.arguments import parser
from admission.deadline import due, in_working_hours
from admission.duplicates import Candidate, candidates
from admission.files import check_file
from admission.filing import check_filing
from admission.filing_desk import FilingDesk
from admission.identifiers import check_iin, clean_digits, iin_suggests
from admission.intake import Intake, draft_of
from admission.moves import moves
from admission.people import Address
from admission.places import Stream, outside_limit, why_no_place
from admission.problems import Problem, blocks
from admission.profile_file import ProfileWrong, parse_profile
from admission.profiles import RuleProfile
from admission.school import School
from admission.workdays import CalendarWrong, WorkCalendar, parse_calendar

RESOURCES = Path(__file__).parent.parent / "resources"
MAX_BYTES = 8 * 1024 * 1024  # an attachment of the largest size is 7 MB in base64

Answer = dict[str, object]
T = TypeVar("T")


class NotReadable(Exception):
    """A file cannot be used; `problem` says which one, where in it and why."""

    def __init__(self, file: Path, reason: str, at: str = "") -> None:
        self.problem = Problem("file-not-readable", at, {"file": _printable(file.name), "reason": reason})
        super().__init__(reason)


def main(arguments: list[str] | None = None) -> int:
    """Print one answer; 1 where a problem blocks, else 0. SystemExit 2 for wrong usage."""
    chosen = parser(_profiles(), __doc__ or "").parse_args(arguments)
    try:
        answer, problems = COMMANDS[chosen.command](chosen)
    except NotReadable as error:
        answer, problems = {}, (error.problem,)
    answer["problems"] = problems
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n")
    sys.stdout.buffer.flush()
    return 1 if blocks(problems) else 0


def _profiles() -> list[str]:
    return sorted(file.stem for file in (RESOURCES / "profiles").glob("*.toml"))


def _printable(text: str) -> str:
    """Bytes that are no letters, as a shell may pass them, become question marks."""
    return text.encode(errors="replace").decode()


def _iin(chosen: argparse.Namespace) -> tuple[Answer, tuple[Problem, ...]]:
    digits = clean_digits(_printable(chosen.iin))
    hint = iin_suggests(digits)
    return {"iin": digits, "born": hint.born, "sex": hint.sex}, check_iin(digits, "iin")


def _deadline(chosen: argparse.Namespace) -> tuple[Answer, tuple[Problem, ...]]:
    rules, calendar, received = _rules(chosen.profile), _calendar(), chosen.received
    until = due(received, rules.review_working_days, calendar, rules.end_of_next_working_day)
    answer: Answer = {
        "received": received,
        "due": until,
        "working_days": rules.review_working_days,
        "in_working_hours": in_working_hours(received, calendar),
    }
    unknown = [day.year for day in (received, until) if not calendar.covers(day.date())]
    years: dict[str, str | int] = {"year": unknown[0]} if unknown else {}
    return answer, (Problem("calendar-unknown-year", "received", years, "warn"),) if unknown else ()


def _check(chosen: argparse.Namespace) -> tuple[Answer, tuple[Problem, ...]]:
    rules = _rules(chosen.profile)
    desk = FilingDesk(
        rules=rules, school=_school(chosen.school, rules), languages=rules.languages, today=chosen.at.date()
    )
    data = _read(chosen.file)
    form = _converted(chosen.file, data, dict[str, object])
    if "school" not in form:
        return {"form": "draft"}, check_filing(_converted(chosen.file, data, ApplicationDraft), desk)
    intake = _converted(chosen.file, data, Intake)
    problems = (*check_filing(draft_of(intake), desk), *_check_attachments(intake, rules))
    return {"form": "intake"}, problems


def _check_attachments(intake: Intake, rules: RuleProfile) -> tuple[Problem, ...]:
    size, formats = rules.file_max_bytes, rules.file_formats
    problems: list[Problem] = []
    for one in intake.attachments:
        at = f"documents.{one.document}"
        problems.extend(check_file(one.name, one.content, at, max_bytes=size, formats=formats))
    return tuple(problems)


class AllocationQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`{"stream": {…}, "askers": [{…}]}`: the shapes of `places.Stream` and `allocation.Asker`."""

    stream: Stream
    askers: tuple[Asker, ...]


class DuplicatesQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`{"child": {…}, "others": [{…}]}`: the shape of `duplicates.Candidate`."""

    child: Candidate
    others: tuple[Candidate, ...]


def _allocate(chosen: argparse.Namespace) -> tuple[Answer, tuple[Problem, ...]]:
    rules = _rules(chosen.profile)
    after = _allocation(chosen.file, rules)
    answer: Answer = {"stream": after.stream, "places": after.places}
    if chosen.before:
        answer["moves"] = moves(_allocation(chosen.before, rules), after)
    return answer, ()


def _allocation(file: Path, rules: RuleProfile) -> Allocation:
    asked = _converted(file, _read(file), AllocationQuestion)
    return allocate(asked.stream, asked.askers, rules)


def _duplicates(chosen: argparse.Namespace) -> tuple[Answer, tuple[Problem, ...]]:
    asked = _converted(chosen.file, _read(chosen.file), DuplicatesQuestion)
    return {"matches": candidates(asked.child, asked.others)}, ()


def _profile(chosen: argparse.Namespace) -> tuple[Answer, tuple[Problem, ...]]:
    rules = _rules(chosen.profile)
    shown = ("id", "title", "year", "school_year", "windows", "channels", "languages", "review_working_days")
    dates = ("youngest_birth", "withdrawal_until", "orders_not_before")
    answer: Answer = {name: getattr(rules, name) for name in (*shown, *dates)}
    answer["documents"] = [one.code for one in rules.documents]
    answer["grounds"] = [one.code for one in rules.grounds if one.legal]
    return answer, ()


def _places(chosen: argparse.Namespace) -> tuple[Answer, tuple[Problem, ...]]:
    rules = _rules(chosen.profile)
    counts = {name: getattr(chosen, name) for name in ("capacity", "inside", "outside")}
    stream = Stream(id="", school="", year=rules.year, language="", **counts)
    refused = {
        side: why_no_place(stream, by_territory=side == "inside", rules=rules)
        for side in ("inside", "outside")
    }
    limit = outside_limit(stream.inside, rules)
    return {**counts, "free": stream.free, "outside_limit": limit, "next_refused": refused}, ()


COMMANDS: Mapping[str, Callable[[argparse.Namespace], tuple[Answer, tuple[Problem, ...]]]] = {
    "iin": _iin,
    "deadline": _deadline,
    "check": _check,
    "profile": _profile,
    "places": _places,
    "allocate": _allocate,
    "duplicates": _duplicates,
}


def _rules(name: str) -> RuleProfile:
    """A profile of ours by its id, or any file that ends in .toml."""
    file = Path(name) if name.endswith(".toml") else RESOURCES / "profiles" / f"{name}.toml"
    try:
        return parse_profile(_read(file))
    except ProfileWrong as error:
        raise NotReadable(file, str(error)) from error


def _calendar() -> WorkCalendar:
    file = RESOURCES / "calendars" / "kz.toml"
    try:
        return parse_calendar(_read(file))
    except CalendarWrong as error:
        raise NotReadable(file, str(error)) from error


def _school(file: Path | None, rules: RuleProfile) -> School:
    """The school of the file; without one, a school without territory in the region that opens first."""
    if file is not None:
        return _converted(file, _read(file), School)
    regions = [region for window in rules.windows for region in window.regions]
    region = regions[0] if regions else ""
    return School(id="", name_kk="", name_ru="", bin="", address=Address(), phone="", region=region)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise NotReadable(file, error.strerror or type(error).__name__) from error
    if len(data) > MAX_BYTES:
        raise NotReadable(file, f"larger than {MAX_BYTES} bytes")
    return data


def _converted(file: Path, data: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason, _, at = str(error).partition(" - at `")
        raise NotReadable(file, reason, at.strip("`$.")) from error


if __name__ == "__main__":
    sys.exit(main())
