"""The core of a receipt: small, exact, and readable by every later version."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from admission.acts import Act, Filed
from admission.application import Application, ApplicationDraft, DocumentBrought, Status
from admission.base45 import base45, from_base45
from admission.people import PersonName
from admission.receipt_core import (
    LARGEST,
    PREFIX,
    CoreBroken,
    PaperCode,
    core_of,
    dump_code,
    dump_core,
    iin_mark,
    load_code,
    load_core,
    packed,
    unpacked,
)
from admission.wire import dump_act, load_act
from tests.desk import APPLICANT, CHILD, HOME, SCHOOL, a_draft

AT = datetime(2026, 8, 25, 4, 30, 12, 345678, tzinfo=UTC)
IDS = tuple(f"0199{n}3b0-5a1c-7{n}de-8f00-9c7e3d21b{n}44" for n in range(1, 4))
LETTERS = "АӘБВГҒДЕЖЗИКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЫІЭЮЯ"
SIGNED = 32 + 64 + 64 + 2 + 16  # key, voucher, signature, a length, what sealing adds


def a_filing(draft: ApplicationDraft) -> tuple[Application, Act]:
    application = Application(
        id=IDS[0],
        school=SCHOOL.id,
        year=2026,
        number="А-0412",
        draft=draft,
        status=Status.UNDER_REVIEW,
        rules="oqu2026",
        received=AT,
        due=AT + timedelta(days=1),
    )
    act = Act(
        id=IDS[1],
        desk=IDS[2],
        n=412,
        school=SCHOOL.id,
        person="school-63-aigul",
        at=AT,
        rules="oqu2026",
        since=48211,
        v=4,
        body=Filed(application=IDS[0], number="А-0412", year=2026, draft=draft),
    )
    return application, act


def sizes(draft: ApplicationDraft) -> int:
    """Bytes of the whole code for this draft; what is packed must come out again."""
    application, act = a_filing(draft)
    core = core_of(application, IDS[2], SCHOOL.bin)
    plain, data = dump_core(core), dump_act(act)
    sealed = packed(data, unpacked(plain))
    assert load_core(plain) == core
    assert load_act(unpacked(sealed, unpacked(plain))) == act
    return SIGNED + len(plain) + len(sealed)


def test_an_ordinary_filing_takes_some_six_hundred_bytes():
    assert sizes(a_draft()) < 640


def test_the_longest_names_and_every_field_stay_within_a_kilobyte():
    letters = random.Random(5)

    def name() -> PersonName:
        return PersonName(*("".join(letters.choices(LETTERS, k=60)) for _ in range(3)))

    draft = a_draft(
        child=replace(CHILD, name=name()),
        applicant=replace(
            APPLICANT, name=name(), email="gulnar.bekmagambetova@mail.ru", extra_phone="+77011234567"
        ),
        registered=replace(HOME, okrug="Қарақемер ауылдық округі"),
        actual=HOME,
        documents=tuple(
            DocumentBrought(code=code, form="052-2/у", sheets=4)
            for code in ("photo", "vaccinations", "health", "pmpk")
        ),
        confirmed=("similar-child", "phone-abroad"),
        confirmed_because="Басқа бала, туыстары да растады",
    )
    assert sizes(draft) <= LARGEST


def test_letters_outside_the_kazakh_code_page_come_back():
    draft = a_draft(child=replace(CHILD, name_latin="Ž 中 “Ə”", citizenship="TR"))
    _, act = a_filing(draft)
    assert load_act(unpacked(packed(dump_act(act)))) == act


def test_the_iin_stands_in_the_core_as_two_digits_and_a_mark():
    application, _ = a_filing(a_draft())
    core = core_of(application, IDS[2], SCHOOL.bin)
    assert CHILD.iin.encode() not in unpacked(dump_core(core))
    assert (core.iin_end, core.iin_mark) == (CHILD.iin[-2:], iin_mark(CHILD.iin, IDS[0]))
    assert APPLICANT.phone.encode() not in unpacked(dump_core(core))
    assert iin_mark("200915590012", IDS[0]) != core.iin_mark


def test_a_child_without_iin_has_no_mark():
    application, _ = a_filing(a_draft(child=replace(CHILD, iin="", citizenship="TR")))
    core = core_of(application, IDS[2], SCHOOL.bin)
    assert (core.iin_end, core.iin_mark) == ("", "")


# A receipt printed today is scanned in a year: version 1 reads this for ever.
OF_TODAY = (
    "J%DCX9WOO:32H7MFONOPIM4NXOHI$8FQ6SWU27UBBLJFUJ*AMELRGAXEVB%U+THUS15/GK264+F6%O:EQG+S%DLCU2"
    "//C%R4/-KQFTT*5:KSZ2D7G8NSPY:81:F*OKWW1GZ2CWDO6M2D6ZXI8EME-UKYHFTMP0F4.652O8XF:POZZ0/ PO6P"
    "BJ8D45%*2KNDV9M$SLJ+16UNIT0D5G%80QCVR-F95094O8G2OA1MOE%.8*5UUPR82H2WHGPD7Q8-YEL3P6J3*3COQR"
    "ZDEWFRR7WEWD8YO1O7CD37IVGPRQ PL 4W$QQVQ"
)


def test_a_core_of_the_first_version_is_read():
    application, _ = a_filing(a_draft())
    core = core_of(application, IDS[2], SCHOOL.bin)
    assert load_core(from_base45(OF_TODAY)) == core


@given(st.binary(max_size=400))
def test_base_45_gives_back_what_it_was_given(data):
    assert from_base45(base45(data)) == data


def test_base_45_spells_as_the_rfc_does():
    assert [base45(one) for one in (b"AB", b"Hello!!", b"base-45", b"ietf!")] == [
        "BB8",
        "%69 VD92EX0",
        "UJCLQE7W581",
        "QED8WEX0",
    ]


@pytest.mark.parametrize("text", ["A", "AAAA", "::::::", "GGW", "aaa", "::", "Б00", "BB8\n"])
def test_what_no_bytes_are_spelled_as_is_refused(text):
    with pytest.raises(ValueError, match="base 45"):
        from_base45(text)


CODE = PaperCode(b"k" * 32, b"v" * 64, b"s" * 64, b"core", b"sealed")


def test_the_parts_of_a_code_come_back():
    assert load_code(dump_code(CODE)) == CODE
    assert load_code(f"  {dump_code(CODE)}\n") == CODE


@pytest.mark.parametrize(
    "text", ["", "QABYLDAU", "hello", PREFIX, PREFIX + "00", PREFIX + "A", "QABYLDAU:00"]
)
def test_what_is_no_code_is_broken(text):
    with pytest.raises(CoreBroken) as broken:
        load_code(text)
    assert broken.value.code == "receipt-core-broken"


def test_a_code_of_a_newer_program_says_so():
    with pytest.raises(CoreBroken) as broken:
        load_code(dump_code(CODE).replace("U1:", "U2:"))
    assert broken.value.code == "receipt-core-newer"


@pytest.mark.parametrize("cut", range(1, 180, 7))
def test_a_code_that_was_cut_is_broken_or_another_one(cut):
    text = dump_code(CODE)[:-cut]
    with suppress(CoreBroken):
        assert load_code(text) != CODE


@given(st.binary(max_size=300))
def test_junk_is_never_a_core(data):
    with pytest.raises(CoreBroken):
        load_core(data)


@pytest.mark.parametrize("moment", [AT.replace(tzinfo=None), AT.replace(year=1), AT.replace(year=9999)])
def test_a_moment_no_zone_can_be_applied_to_breaks_the_core(moment):
    application, _ = a_filing(a_draft())
    core = core_of(replace(application, received=moment), IDS[2], SCHOOL.bin)
    with pytest.raises(CoreBroken):
        load_core(dump_core(core))


def test_a_bomb_is_not_unpacked():
    with pytest.raises(CoreBroken):
        unpacked(packed(b'"' + b"0" * 200_000 + b'"'))
