"""The intake form as text: every field by its dotted path, and the draft that the text stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from msgspec.structs import replace

from admission.application import ApplicationDraft, DocumentBrought, Transfer, TransferReason
from admission.documents import required_documents
from admission.identifiers import clean_digits, normal_certificate, normal_phone
from admission.naming import tidy_name
from admission.people import Address, Applicant, Certificate, Child, PersonName, Relation, Sex
from admission.problems import Problem
from admission.profiles import RuleProfile
from admission.school import School

Fields = Mapping[str, str]
YES: Final = "1"
STAND_IN_SEX: Final[Sex] = "male"
UNKNOWN_COUNTRY: Final = "XX"  # ISO 3166 keeps it free

# What one family has in common; consent is asked for each child anew (seed 003: a request for every child).
LAST_GRADE: Final = 11
OF_THE_FAMILY: Final = ("applicant.", "registered.", "by_territory", "language", "transport", "notify_in")

_DOTTED = re.compile(r"(\d{1,2})[./, -](\d{1,2})[./, -](\d{4}|\d{2})")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_FEMININE = re.compile(r"(?:(?<=ов)|(?<=ев)|(?<=ёв)|(?<=ин)|(?<=ын))а$")
_MASCULINE = re.compile(r"(?:(?<=ов)|(?<=ев)|(?<=ёв)|(?<=ин)|(?<=ын))$")
_SKY, _SKAYA = re.compile(r"(?<=[сц])кий$"), re.compile(r"(?<=[сц])кая$")
_OF_A_FATHER = re.compile(r"(ұлы|улы|қызы|кызы|қизы|гызы|оглы)$")


@dataclass(frozen=True)
class Reading:
    """A draft read from the form, and what could not be read: stand-ins take the place of those fields."""

    draft: ApplicationDraft
    problems: tuple[Problem, ...]

    def all_problems(self, judged: Iterable[Problem]) -> tuple[Problem, ...]:
        """What the rules say about the draft, but nothing about a stand-in."""
        unread = {problem.at for problem in self.problems}
        sensible = (one for one in judged if one.at not in unread and not _about_stand_in(one, unread))
        return (*self.problems, *sensible)


def _about_stand_in(problem: Problem, unread: set[str]) -> bool:
    others = {
        "iin-date-differs": "child.born",
        "iin-sex-differs": "child.sex",
        "certificate-before-birth": "child.born",
        "certificate-late": "child.born",
        "similar-child": "child.born",
        "document-missing": "applicant.relation" if problem.at == "documents.guardianship" else "",
    }
    return others.get(problem.code) in unread


def read_date(text: str, today: date) -> date | None:
    """A date typed as `15092020`, `150920`, `15.9.20` or `15.09.2020`; two digits never name a coming year."""
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DOTTED.fullmatch(text) or _DIGITS.fullmatch(text)
    if found is None:
        return None
    year = int(found[3])
    if len(found[3]) == 2:
        year += 2000 if year <= today.year % 100 else 1900
    return _date(year, int(found[2]), int(found[1]))


def date_text(day: date) -> str:
    """The date as the form shows it: `15.09.2020`."""
    return f"{day:%d.%m}.{day.year:04}"


def phone_text(text: str) -> str:
    """A number as people read it, `+7 702 797 22 50`; what is no number stays as typed."""
    number = normal_phone(text)
    if number is None or not number.startswith("+7") or len(number) != 12:
        return number or text
    return f"+7 {number[2:5]} {number[5:8]} {number[8:10]} {number[10:]}"


def surname_for(surname: str, sex: Sex | None) -> str:
    """The surname a relative of that sex most likely bears: Дүйсенбаев, Дүйсенбаева. A proposal only.

    None after a father's name (Серікұлы, Серікқызы): the relative has another father.
    """
    if _OF_A_FATHER.search(surname.casefold()):
        return ""
    if sex == "female":
        return _SKY.sub("кая", _MASCULINE.sub("а", surname))
    return _SKAYA.sub("кий", _FEMININE.sub("", surname)) if sex == "male" else surname


def for_next_child(fields: Fields) -> dict[str, str]:
    """The fields that stay when the same applicant has another child."""
    return {key: text for key, text in fields.items() if key.startswith(OF_THE_FAMILY)}


def read_child(fields: Fields, today: date) -> Child:
    """The child as far as it is known; unknown date and sex have stand-ins."""
    issued = read_date(fields.get("child.certificate.issued", ""), today)
    number = normal_certificate(fields.get("child.certificate.number", ""))
    return Child(
        name=_name(fields, "child.name"),
        born=read_date(fields.get("child.born", ""), today) or today,
        sex=cast(Sex, fields.get("child.sex") or STAND_IN_SEX),
        iin=clean_digits(fields.get("child.iin", "")),
        certificate=Certificate(number, issued) if number and issued else None,
        citizenship=_citizenship(fields),
    )


def read_address(fields: Fields, school: School) -> Address:
    """The registered address; region and district are the directory's, else the school's, where the place is."""
    locality = fields.get("registered.locality", "").strip()
    near = locality.casefold() == school.address.locality.casefold()
    around = {part: fields.get(f"registered.{part}", "") for part in ("region", "district", "okrug")}
    if not any(around.values()) and near:
        around = {part: getattr(school.address, part) for part in around}
    return Address(
        region=around["region"] or school.address.region,
        district=around["district"],
        okrug=around["okrug"],
        locality=locality,
        street=fields.get("registered.street", "").strip(),
        house=fields.get("registered.house", "").strip(),
        flat=fields.get("registered.flat", "").strip(),
    )


def read_draft(fields: Fields, school: School, rules: RuleProfile, today: date) -> Reading:
    """The draft of the form; never fails, and says which fields it could not read."""
    draft = ApplicationDraft(
        child=read_child(fields, today),
        applicant=_applicant(fields),
        registered=read_address(fields, school),
        language=fields.get("language", ""),
        by_territory=fields.get("by_territory") == "inside",
        special_needs=fields.get("special_needs") == YES,
        transport=fields.get("transport") == YES,
        own_preschool=fields.get("own_preschool") == YES,
        home_schooling=fields.get("home_schooling") == YES,
        transfer=_transfer(fields),
        grade=read_grade(fields) or 1,
        notify_in="ru" if fields.get("notify_in") == "ru" else "kk",
        data_correct=fields.get("data_correct") == YES,
        data_consent=fields.get("data_consent") == YES,
    )
    required = {rule.code for rule in required_documents(draft, rules)}
    brought = tuple(one for one in _brought(fields, rules, today) if one.code in required)
    return Reading(replace(draft, documents=brought), tuple(_unread(fields, today)))


def read_grade(fields: Fields) -> int | None:
    """The grade of a transfer, 1 to 11; None where none was typed or it is no grade."""
    text = fields.get("grade", "").strip()
    if fields.get("transfer") != YES or not (text.isascii() and text.isdigit()):
        return None
    return int(text) if 1 <= int(text) <= LAST_GRADE else None


def _transfer(fields: Fields) -> Transfer | None:
    if fields.get("transfer") != YES:
        return None
    why = cast(TransferReason, fields.get("transfer.why") or "holidays")
    return Transfer(from_school=fields.get("transfer.from_school", "").strip(), why=why)


def _unread(fields: Fields, today: date) -> Iterable[Problem]:
    certificate = bool(fields.get("child.certificate.number", "").strip())
    issued = fields.get("child.certificate.issued", "").strip()
    yield from _unread_date(fields, "child.born", today, required=True)
    yield from _unread_date(fields, "child.certificate.issued", today, required=certificate)
    if issued and not certificate:
        yield Problem("certificate-number-missing", "child.certificate.number")
    if fields.get("transfer") == YES and read_grade(fields) is None:
        yield Problem("grade-wrong", "grade")
    foreign = ("child.citizenship",) if fields.get("child.foreigner") == YES else ()
    for key in ("child.sex", *foreign, "applicant.relation", "language", "by_territory"):
        if not fields.get(key):
            yield Problem("choice-missing", key)


def _unread_date(fields: Fields, key: str, today: date, required: bool) -> Iterable[Problem]:
    text = fields.get(key, "").strip()
    if text and read_date(text, today) is None:
        yield Problem("date-wrong", key, {"typed": text})
    elif required and not text:
        yield Problem("date-missing", key)


def _applicant(fields: Fields) -> Applicant:
    phone = fields.get("applicant.phone", "")
    return Applicant(
        name=_name(fields, "applicant.name"),
        iin=clean_digits(fields.get("applicant.iin", "")),
        relation=cast(Relation, fields.get("applicant.relation") or "mother"),
        phone=normal_phone(phone) or phone.strip(),
        email=fields.get("applicant.email", "").strip(),
    )


def _name(fields: Fields, at: str) -> PersonName:
    parts = (tidy_name(fields.get(f"{at}.{part}", "")) for part in ("surname", "given", "patronymic"))
    return PersonName(*parts)


def _citizenship(fields: Fields) -> str:
    foreign = fields.get("child.citizenship", "").strip().upper()
    return foreign or UNKNOWN_COUNTRY if fields.get("child.foreigner") == YES else "KZ"


def _brought(fields: Fields, rules: RuleProfile, today: date) -> Iterable[DocumentBrought]:
    for rule in rules.documents:
        at = f"documents.{rule.code}"
        if fields.get(at) != YES:
            continue
        until = read_date(fields.get(f"{at}.valid_until", ""), today)
        yield DocumentBrought(
            code=rule.code,
            form=fields.get(f"{at}.form", rule.form).strip(),
            original=fields.get(f"{at}.copy") != YES,
            valid_until=until.isoformat() if until and rule.needs_validity else "",
        )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
