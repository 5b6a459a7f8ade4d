"""A working day of a sample office, through the real use cases: enough in every list to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from admission.application import ApplicationDraft
from admission.context import Outcome
from admission.deadline import KAZAKHSTAN_TIME
from admission.exchange import ActResult
from admission.identifiers import iin_with_check_digit
from admission.people import Applicant, PersonName
from admission.problems import Problem
from desktop_app.models import outgoing, queries
from desktop_app.models.lines import OutboxLine
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from desktop_app.usecases.withdraw import withdraw
from tests.desk import CHILD, DIRECTOR, EXECUTOR, FakeClock, a_draft, feed

YESTERDAY = datetime(2026, 8, 25, 9, 12, tzinfo=KAZAKHSTAN_TIME)
TODAY = datetime(2026, 8, 26, 11, 4, tzinfo=KAZAKHSTAN_TIME)
CHILDREN = (
    ("Дүйсенбаев Әлихан Ерболұлы", "Бекмағамбетова Гүлнар Төлебайқызы", "kk", "paper"),
    ("Қасымова Аяулым Нұрланқызы", "Қасымов Нұрлан Ержанұлы", "kk", "paper"),
    ("Сулейменов Тимур Русланович", "Сулейменова Айгерим Маратовна", "ru", "egov"),
    ("Жұмабек Іңкәр", "Жұмабек Сәуле Қанатқызы", "kk", "oqu"),
    ("Пак Виктория Андреевна", "Пак Андрей Викторович", "ru", "paper"),
    ("Өмірзақ Нұрислам Бауыржанұлы", "Өмірзақова Әсел Дәулетқызы", "kk", "paper"),
    ("Ғабит Ерасыл Дарханұлы", "Ғабитова Мадина Серікқызы", "kk", "oqu"),
    ("Иванова Дарья Сергеевна", "Иванова Ольга Петровна", "ru", "paper"),
    ("Һашим Үміт Әділұлы", "Һашимова Роза Ақанқызы", "kk", "egov"),
    ("Тоқтаров Санжар Мұратұлы", "Тоқтаров Мұрат Қайратұлы", "kk", "paper"),
    ("Нұрпейісова Томирис Асқарқызы", "Нұрпейісова Динара Болатқызы", "kk", "paper"),
    ("Ким Артём Станиславович", "Ким Елена Юрьевна", "ru", "oqu"),
)


@dataclass
class Day:
    """The ids of what was filed, in the order it was filed."""

    filed: list[str]
    rows: int = 100


def a_day(desk: Desk, clock: FakeClock) -> Day:
    """Twelve children in two days: late, today, later, on signature, decided, withdrawn; three acts still wait."""
    day = Day([])
    _yesterday(desk, clock, day)
    clock.now = TODAY - timedelta(minutes=30)
    confirm(desk, day)
    withdraw(desk, EXECUTOR, day.filed[5], "Ата-ана басқа мектепті таңдады")
    day.filed.append(file_application(desk, EXECUTOR, draft(9)))
    propose(desk, EXECUTOR, day.filed[1], True)
    answer(desk, day, Outcome.REFUSED, Problem("withdrawn", params={"number": "А-0002"}))
    clock.forward(minutes=15)
    decide_application(desk, DIRECTOR, day.filed[4], True)
    answer(desk, day, Outcome.CHANGED, Problem("limit-3-1", params={"number": "А-0005"}))
    day.filed.append(file_application(desk, EXECUTOR, draft(10)))
    day.filed.append(file_application(desk, EXECUTOR, draft(11)))
    propose(desk, EXECUTOR, day.filed[0], True)
    clock.now = TODAY
    return day


def _yesterday(desk: Desk, clock: FakeClock, day: Day) -> None:
    clock.now = YESTERDAY
    for place in range(9):
        day.filed.append(file_application(desk, EXECUTOR, draft(place)))
        clock.forward(minutes=67)
    for place in (4, 5, 6, 7):
        propose(desk, EXECUTOR, day.filed[place], True)
    decide_application(desk, DIRECTOR, day.filed[6], True)
    no_place = "Орыс тіліндегі сыныпта бос орын жоқ."
    decide_application(desk, DIRECTOR, day.filed[7], False, ("class-full",), no_place)


def draft(place: int) -> ApplicationDraft:
    """The draft of one of CHILDREN, complete and true to the rules."""
    child, applicant, language, channel = CHILDREN[place]
    born = date(2020, 1, 9) + timedelta(days=19 * place)
    girl = place in (1, 3, 4, 7, 10)
    return replace(
        a_draft(),
        child=replace(
            CHILD,
            name=PersonName(*child.split()),
            born=born,
            sex="female" if girl else "male",
            iin=iin(born, "6" if girl else "5", place),
        ),
        applicant=Applicant(
            name=PersonName(*applicant.split()),
            iin=iin(date(1988, 1, 5) + timedelta(days=31 * place), "4", place),
            relation="mother",
            phone=f"+7701555{place:04}",
        ),
        language=language,
        by_territory=place % 4 != 2,
        channel=channel,
    )


def iin(born: date, century: str, serial: int) -> str:
    """An IIN with a right check digit."""
    candidates = (iin_with_check_digit(f"{born:%y%m%d}{century}{serial + step:04}") for step in (0, 100, 200))
    return next(one for one in candidates if one)


def confirm(desk: Desk, day: Day) -> None:
    """The centre has taken everything."""
    _settle(desk, day, [_result(line, Outcome.APPLIED) for line in waiting(desk)], day.filed)


def answer(desk: Desk, day: Day, outcome: Outcome, reason: Problem) -> None:
    """The centre takes everything but the last act, to which it answers otherwise."""
    *good, last = waiting(desk)
    results = [_result(line, Outcome.APPLIED) for line in good]
    untouched = [one for one in day.filed if one != last.application]
    _settle(desk, day, [*results, _result(last, outcome, reason)], untouched)


def waiting(desk: Desk) -> list[OutboxLine]:
    """The outbox."""
    return outgoing.outbox(desk.replica)


def _result(line: OutboxLine, outcome: Outcome, reason: Problem | None = None) -> ActResult:
    return ActResult(n=line.n, outcome=outcome, seq=200 + line.n, reason=reason)


def _settle(desk: Desk, day: Day, results: list[ActResult], applications: list[str]) -> None:
    shown = [queries.application(desk.replica, one) for one in applications]
    rows = feed(*(one for one in shown if one is not None), start=day.rows)
    day.rows += len(rows)
    with desk.write() as writing:
        writing.absorb(results, rows, day.rows, desk.now())
