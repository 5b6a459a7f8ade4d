"""Papers of a family's own application, for the tests of printing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from admission.deadline import KAZAKHSTAN_TIME
from admission.family_papers import (
    ContractPaper,
    FormPaper,
    MissingPaper,
    TransferSlip,
    WaitingExtract,
    WaitingLine,
    Wanted,
    WithdrawalPaper,
)
from tests.printing import samples

WRITTEN = datetime(2026, 8, 24, 15, 5, tzinfo=KAZAKHSTAN_TIME)

MISSING = MissingPaper(
    id="0198e0a0-0000-7000-8000-000000000010",
    application=samples.RECEIPT.application,
    letterhead=samples.HEAD,
    number="А-0007",
    received=samples.RECEIPT.received,
    due=samples.RECEIPT.due,
    written=WRITTEN,
    applicant=samples.RECEIPT.applicant,
    child=samples.RECEIPT.child,
    wanted=(
        Wanted(name=samples.HEALTH, form="052-2/у", needed="acceptance"),
        Wanted(name=samples.PMPK.name, form="", needed="order"),
    ),
    executor="СЕЙІТОВА Ә.Қ.",
)

WITHDRAWAL = WithdrawalPaper(
    id="0198e0a0-0000-7000-8000-000000000011",
    application=samples.RECEIPT.application,
    letterhead=samples.HEAD,
    number="А-0007",
    received=samples.RECEIPT.received,
    withdrawn=WRITTEN,
    applicant=samples.RECEIPT.applicant,
    child=samples.RECEIPT.child,
    reason="Отбасы басқа қалаға көшеді",
    returned=(samples.PHOTO, samples.VACCINATIONS, samples.PMPK),
    executor="СЕЙІТОВА Ә.Қ.",
)

FORM = FormPaper(
    id="0198e0a0-0000-7000-8000-000000000012",
    application=samples.RECEIPT.application,
    letterhead=samples.HEAD,
    number="А-0007",
    received=samples.RECEIPT.received,
    language="kk",
    school_year="2026–2027",
    director="ҚАСЫМОВ Б.Ө.",
    applicant=samples.RECEIPT.applicant,
    applicant_iin="840415450261",
    relation="mother",
    phone="+7 702 797 22 50",
    child="ДҮЙСЕНБАЕВА АЙША ЕРБОЛҚЫЗЫ",
    child_born=date(2020, 3, 14),
    child_iin="200314600126",
    child_sex="female",
    citizenship="KZ",
    registered="Қарағанды облысы, Қарағанды қ., Ермеков көшесі, 12, 5",
    actual="Қарағанды облысы, Қарағанды қ., Гүлдер-1 шағын ауданы, 7, 41",
    teaching="kk",
    by_territory=True,
    special_needs=False,
    transport=True,
    notify_in="kk",
    documents=(samples.PHOTO.name, samples.VACCINATIONS.name, samples.HEALTH),
    data_correct=True,
    data_consent=True,
)
BLANK = FormPaper(
    id="0198e0a0-0000-7000-8000-000000000013",
    letterhead=samples.HEAD,
    school_year="2026–2027",
    director="ҚАСЫМОВ Б.Ө.",
    documents=FORM.documents,
)

SLIP = TransferSlip(
    id="0198e0a0-0000-7000-8000-000000000014",
    letterhead=samples.HEAD,
    number="А-0031",
    way="arrival",
    dated=date(2026, 11, 3),
    child="ДҮЙСЕНБАЕВА АЙША ЕРБОЛҚЫЗЫ",
    child_born=date(2020, 3, 14),
    child_iin="200314600126",
    child_sex="female",
    grade=1,
    teaching="kk",
    other_school="Астана қаласы, «№7 жалпы білім беретін мектеп» КММ",
    director="ҚАСЫМОВ Б.Ө.",
    valid_until=date(2026, 11, 6),
)

CONTRACT = ContractPaper(
    id="0198e0a0-0000-7000-8000-000000000015",
    application=samples.RECEIPT.application,
    letterhead=samples.HEAD,
    number="А-0007",
    dated=date(2026, 8, 25),
    school_year="2026–2027",
    applicant=samples.RECEIPT.applicant,
    applicant_iin="840415450261",
    child=samples.RECEIPT.child,
    child_born=samples.RECEIPT.child_born,
    child_iin=samples.RECEIPT.child_iin,
    child_sex="male",
    director="ҚАСЫМОВ Б.Ө.",
)


def waiting(place: int) -> WaitingExtract:
    """The extract of a family that waits at this place."""
    first = samples.RECEIPT.received
    lines = tuple(
        WaitingLine(
            position=n,
            number="А-0007" if n == place else f"А-{100 + n:04}",
            received=first + timedelta(minutes=11 * n),
            child=samples.RECEIPT.child if n == place else "",
        )
        for n in range(1, place + 1)
    )
    return WaitingExtract(
        id="0198e0a0-0000-7000-8000-000000000016",
        application=samples.RECEIPT.application,
        letterhead=samples.HEAD,
        number="А-0007",
        written=WRITTEN,
        teaching="kk",
        by_territory=False,
        lines=lines,
        waiting=place + 4,
        executor="СЕЙІТОВА Ә.Қ.",
    )
