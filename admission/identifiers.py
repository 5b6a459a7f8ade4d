"""Identifiers: IIN, BIN, phone and birth-certificate number; what a clerk may have mistyped in them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

import msgspec

from admission.people import Sex
from admission.problems import Problem

_SEPARATORS: Final = re.compile(r"[\s\u200b\u2060\ufeff‐‑‒–—-]+")
_FIRST_WEIGHTS: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_WEIGHTS: Final = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)

# The seventh digit of an IIN: century of birth and sex (DOMAIN 7.1).
_CENTURIES: Final[dict[str, tuple[int, Sex]]] = {
    "1": (1800, "male"), "2": (1800, "female"),
    "3": (1900, "male"), "4": (1900, "female"),
    "5": (2000, "male"), "6": (2000, "female"),
}  # fmt: skip

_PHONE_PUNCTUATION: Final = re.compile(r"[\s\u200b().‐‑‒–—-]+")
_KAZAKH_RANGES: Final = ("+70", "+76", "+77")  # DOMAIN 7.4
_CERTIFICATE_NUMBER: Final = re.compile(r"(?=.*[^\W_])(?:[^\W_]|[№ -]){4,20}")  # DOMAIN 7.3


class IinSuggestion(msgspec.Struct, frozen=True):
    """What the digits of an IIN hint at; None where they say nothing."""

    born: date | None = None
    sex: Sex | None = None


def clean_digits(text: str) -> str:
    """The text as pasted, without spaces and dashes (DOMAIN 5 #6)."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))


def check_iin(text: str, at: str) -> tuple[Problem, ...]:
    """Blocks what no IIN can be; warns where its digits name no birth date (DOMAIN 7.1)."""
    iin = clean_digits(text)
    return _check_number(iin, at, "iin") or _check_iin_date(iin, at)


def check_bin(text: str, at: str) -> tuple[Problem, ...]:
    """Blocks what no BIN can be; warns when it reads like a person's IIN (DOMAIN 7.2)."""
    number = clean_digits(text)
    problems = _check_number(number, at, "bin")
    if not problems and number[4] in "0123":  # a BIN has its type there: 4, 5 or 6
        return (Problem("bin-looks-like-iin", at, weight="warn"),)
    return problems


def iin_suggests(iin: str) -> IinSuggestion:
    """Birth date and sex as a suggestion only: since Decree 853 of 2013 the digits do not bind (PEERS 0)."""
    digits = clean_digits(iin)
    if _check_number(digits, "", "iin") or digits[6] not in _CENTURIES:
        return IinSuggestion()
    century, sex = _CENTURIES[digits[6]]
    return IinSuggestion(_date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6])), sex)


def check_iin_agrees(iin: str, born: date | None, sex: Sex | None, at: str) -> tuple[Problem, ...]:
    """Warns where the IIN hints at another birth date or sex; never blocks (Decree 853 of 2013)."""
    hint = iin_suggests(iin)
    problems = []
    if hint.born and born and hint.born != born:
        dates: dict[str, str | int] = {"suggested": hint.born.isoformat(), "typed": born.isoformat()}
        problems.append(Problem("iin-date-differs", at, dates, "warn"))
    if hint.sex and sex and hint.sex != sex:
        problems.append(Problem("iin-sex-differs", at, {"suggested": hint.sex, "typed": sex}, "warn"))
    return tuple(problems)


def iin_with_check_digit(eleven_digits: str) -> str | None:
    """The whole number, or None where none is ever issued; ValueError unless eleven digits came."""
    if len(eleven_digits) != 11 or not _only_digits(eleven_digits):
        raise ValueError("eleven digits are needed")
    check = _check_digit(eleven_digits)
    return None if check is None else f"{eleven_digits}{check}"


def normal_phone(text: str) -> str | None:
    """The number in E.164 (`+77011234567`); `8 7xx` becomes `+7 7xx`; None when it is no number."""
    number = _PHONE_PUNCTUATION.sub("", unicodedata.normalize("NFKC", text))
    if number.startswith("00"):
        number = f"+{number[2:]}"
    digits = number.removeprefix("+")
    if not _only_digits(digits):
        return None
    if len(digits) == 10 and digits[0] == "7" and digits == number:
        return f"+7{digits}"
    if len(digits) == 11 and digits[0] in "78":
        return f"+7{digits[1:]}"
    return number if number != digits and 8 <= len(digits) <= 15 and digits[0] not in "07" else None


def check_phone(text: str, at: str) -> tuple[Problem, ...]:
    """Blocks what cannot be dialled, warns about a number outside Kazakhstan (DOMAIN 7.4)."""
    number = normal_phone(text)
    if number is None:
        return (Problem("phone-wrong", at),)
    if not number.startswith(_KAZAKH_RANGES):
        return (Problem("phone-abroad", at, {"phone": number}, "warn"),)
    return ()


def normal_certificate(text: str) -> str:
    """A certificate number as stored: single spaces, upper case (DOMAIN 7.3)."""
    return " ".join(unicodedata.normalize("NFC", text).upper().split())


def check_certificate(
    number: str,
    issued: date | None,
    child_born: date | None,
    iin: str,
    today: date,
    at: str = "child.certificate",
) -> tuple[Problem, ...]:
    """What is odd about a birth certificate, at `{at}.number` and `{at}.issued` (DOMAIN 5 #20-#22)."""
    number_problems = _check_certificate_number(normal_certificate(number), clean_digits(iin), f"{at}.number")
    if issued is None:
        return number_problems
    return number_problems + _check_certificate_date(issued, child_born, today, f"{at}.issued")


def _check_certificate_number(number: str, iin: str, at: str) -> tuple[Problem, ...]:
    if not _CERTIFICATE_NUMBER.fullmatch(number):
        return (Problem("certificate-number-wrong", at),)
    digits = "".join(filter(str.isdigit, number))
    if (iin and digits == iin) or not check_iin(digits, at):
        return (Problem("certificate-looks-like-iin", at, weight="warn"),)
    return ()


def _check_certificate_date(issued: date, born: date | None, today: date, at: str) -> tuple[Problem, ...]:
    if issued > today:
        return (Problem("certificate-in-future", at, {"issued": issued.isoformat()}),)
    if born is None:
        return ()
    if issued < born:
        dates: dict[str, str | int] = {"issued": issued.isoformat(), "born": born.isoformat()}
        return (Problem("certificate-before-birth", at, dates),)
    if issued > _anniversary(born):
        return (Problem("certificate-late", at, weight="warn"),)
    return ()


def _check_number(number: str, at: str, prefix: str) -> tuple[Problem, ...]:
    problems = []
    if number and not _only_digits(number):
        problems.append(Problem(f"{prefix}-letters", at))
    if len(number) != 12:
        problems.append(Problem(f"{prefix}-length", at, {"length": len(number)}))
    if not problems and _check_digit(number[:11]) != int(number[11]):
        problems.append(Problem(f"{prefix}-check-digit", at))
    return tuple(problems)


def _check_iin_date(iin: str, at: str) -> tuple[Problem, ...]:
    if iin[6] not in _CENTURIES:  # 0 was given to some foreigners
        return (Problem("iin-century-unknown", at, {"digit": iin[6]}, "warn"),)
    if iin_suggests(iin).born is None:
        return (Problem("iin-date-impossible", at, {"digits": iin[:6]}, "warn"),)
    return ()


def _check_digit(first_eleven: str) -> int | None:
    digits = [int(digit) for digit in first_eleven]
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest != 10:
            return rest
    return None


def _only_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _anniversary(born: date) -> date:
    return _date(born.year + 1, born.month, born.day) or date(born.year + 1, 3, 1)
