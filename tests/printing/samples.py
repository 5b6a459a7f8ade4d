"""Papers of a Karaganda family for the tests of printing."""

from __future__ import annotations

from datetime import date, datetime

from admission.deadline import KAZAKHSTAN_TIME
from admission.printouts import Letterhead, OrderLine, OrderPaper, Receipt, ReceiptLine, RefusalPaper

HEAD = Letterhead(
    name_kk="Қарағанды облысы білім басқармасының Қарағанды қаласы білім бөлімінің "
    "«№63 жалпы білім беретін мектеп» КММ",
    name_ru="КГУ «Общеобразовательная школа №63» отдела образования города Караганды "
    "управления образования Карагандинской области",
    bin="000140003978",
    address="Қарағанды қ., Ермеков көшесі, 12",
    phone="+7 7212 00-00-63",
    locality="Қарағанды қ.",
)

HEALTH = {"kk": "№ 052-2/у «Бала денсаулығының паспорты»", "ru": "№ 052-2/у «Паспорт здоровья ребёнка»"}
PHOTO = ReceiptLine(
    name={"kk": "3×4 см фотосурет (2 дана)", "ru": "фотография 3×4 см (2 шт.)"},
    form="3×4",
    original=True,
    copies=2,
    sheets=1,
)
VACCINATIONS = ReceiptLine(
    name={
        "kk": "№ 065/у «Профилактикалық екпелердің картасы»",
        "ru": "№ 065/у «Карта профилактических прививок»",
    },
    form="065/у",
    original=True,
    copies=1,
    sheets=4,
)
HEALTH_PASSPORT = ReceiptLine(name=HEALTH, form="052-2/у", original=True, copies=1, sheets=12)
PMPK = ReceiptLine(
    name={"kk": "ПМПК қорытындысы (анықтамасы)", "ru": "заключение (справка) ПМПК"},
    form="",
    original=False,
    copies=1,
    sheets=2,
    note="2027-05-31",
)
NON_COMPLIANT = {
    "kk": "ұсынылған құжаттардың белгіленген талаптарға сәйкес келмеуі",
    "ru": "несоответствие представленных документов установленным требованиям",
}
CLASS_FULL = {"kk": "сынып-жинақтардың толып кетуі", "ru": "переполненность класс-комплектов"}

RECEIPT = Receipt(
    id="0198e0a0-0000-7000-8000-000000000001",
    application="0198e0a0-0000-7000-8000-000000000009",
    letterhead=HEAD,
    number="А-0007",
    received=datetime(2026, 8, 24, 9, 41, tzinfo=KAZAKHSTAN_TIME),
    due=datetime(2026, 8, 25, 9, 41, tzinfo=KAZAKHSTAN_TIME),
    applicant="ДҮЙСЕНБАЕВА ШАҺИЗАДА ӘБДІҒАЛИҚЫЗЫ",
    child="ДҮЙСЕНБАЕВ АЗАМАТ ЕРБОЛОВИЧ",
    child_iin="200314500126",
    child_born=date(2020, 3, 14),
    language="kk",
    by_territory=True,
    documents=(PHOTO, VACCINATIONS, PMPK),
    missing=(HEALTH,),
    executor="СЕЙІТОВА Ә.Қ.",
)

REFUSAL = RefusalPaper(
    id="0198e0a0-0000-7000-8000-000000000002",
    application=RECEIPT.application,
    letterhead=HEAD,
    number="А-0007",
    received=RECEIPT.received,
    decided=datetime(2026, 8, 25, 9, 20, tzinfo=KAZAKHSTAN_TIME),
    applicant=RECEIPT.applicant,
    child="ДҮЙСЕНБАЕВА АЙША ЕРБОЛҚЫЗЫ",
    child_sex="female",
    grounds=(NON_COMPLIANT, CLASS_FULL),
    reason="052-2/у нысанындағы «Бала денсаулығының паспорты» ұсынылмады; бос орын қалмады.",
    director="ҚАСЫМОВ Б.Ө.",
    confirmed=True,
)


def order(children: int) -> OrderPaper:
    """An order for so many children."""
    lines = tuple(_line(number) for number in range(1, children + 1))
    return OrderPaper(
        id="0198e0a0-0000-7000-8000-000000000003",
        letterhead=HEAD,
        number="1-А",
        dated=date(2026, 8, 25),
        year=2026,
        language="kk",
        letter="Ә",
        lines=lines,
        director="ҚАСЫМОВ Б.Ө.",
        responsible="СЕЙІТОВА Ә.Қ.",
    )


SURNAMES = (
    "ӘБІЛҒАЗИНА",
    "ҒАБДУЛЛИН",
    "ДҮЙСЕНБАЕВ",
    "ҚОЖАХМЕТОВА",
    "ҢАРБАЕВ",
    "ӨМІРЗАҚОВА",
    "ҰЗАҚБАЕВ",
    "ҮМБЕТОВА",
    "ҺАЙДАРОВ",
)


def _line(number: int) -> OrderLine:
    return OrderLine(
        child=f"{SURNAMES[number % len(SURNAMES)]} АЗАМАТ{number}",
        born=date(2020, 1 + number % 12, 1 + number % 28),
        iin=f"2003145{number:05}",
        number=f"А-{number:04}",
        filed=date(2026, 7, 1 + number % 30),
    )
