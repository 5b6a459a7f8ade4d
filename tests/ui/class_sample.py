"""Accepted children for the classes, as the centre sends them, and the page over them in its window."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from admission.application import Application, ApplicationDraft, Status
from admission.people import PersonName
from desktop_app.ui.classes_list import ClassList
from desktop_app.ui.classes_page import ClassesPage
from desktop_app.ui.heartbeat import Heartbeat
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigation import Place
from desktop_app.ui.office import Office
from desktop_app.usecases.desk import Desk
from tests.desk import EXECUTOR, MORNING, SCHOOL, a_draft, feed, seen
from tests.ui.sample import iin

SURNAMES = (
    "Абдрахманов", "Әбілқасым", "Байжанов", "Ғабит", "Дүйсенбаев", "Ерғалиев", "Жұмабек", "Қасымов", "Мұратбек",
    "Нұрпейісов", "Оразбай", "Өмірзақ", "Сейітқали", "Тоқтаров", "Үсенов", "Шәріпов", "Ыбыраев",
)  # fmt: skip
BOYS = ("Әлихан", "Ерасыл", "Нұрислам", "Санжар", "Мұхаммедәли", "Темірлан", "Алдияр")
GIRLS = ("Аяулым", "Томирис", "Іңкәр", "Айзере", "Кәусар", "Медина", "Раяна")
MANY = 24
TWINS = ((0, 1), (2, 3), (10, 11))


def child(place: int, language: str = "kk", **changes: object) -> Application:
    """One accepted child; some places are twins of the one before, every ninth has special needs."""
    made = Application(
        id=f"child-{language}-{place:03}",
        school=SCHOOL.id,
        year=2026,
        number=f"{'А' if language == 'kk' else 'Б'}-{place + 1:04}",
        draft=replace(_draft(place), language=language, special_needs=place % 9 == 4),
        status=Status.ACCEPTED,
        rules="oqu2026",
        received=MORNING,
        due=MORNING + timedelta(days=1),
    )
    return replace(made, **changes)


def _draft(place: int) -> ApplicationDraft:
    family = next((pair[0] for pair in TWINS if place in pair), place)
    girl = place % 2 == 1 if place < 12 else place % 5 < 2
    given = (GIRLS if girl else BOYS)[(place // 2) % 7]
    born = date(2020, 1, 9) + timedelta(days=2 * family)
    draft = a_draft()
    about = replace(
        draft.child,
        name=PersonName(SURNAMES[(family * 7) % len(SURNAMES)], given),
        born=born,
        sex="female" if girl else "male",
        iin=iin(born, "6" if girl else "5", place),
    )
    parent = replace(draft.applicant, iin=iin(date(1988, 1, 5) + timedelta(days=family), "4", family))
    return replace(draft, child=about, applicant=parent)


def arrive(desk: Desk, *rows: Application, start: int = 1000) -> None:
    """The centre sends them."""
    with desk.write() as writing:
        writing.absorb([], feed(*rows, start=start), start + len(rows), desk.now())


def a_crowd(desk: Desk) -> list[str]:
    """MANY accepted children taught in Kazakh (their ids), six in Russian."""
    rows = [child(place) for place in range(MANY)]
    arrive(desk, *rows, *(child(place, "ru") for place in range(6)))
    return [one.id for one in rows]


def open_classes(qtbot: QtBot, office: Office, heartbeat: Heartbeat) -> ClassesPage:
    """The page in its window, the executor before it."""
    made = ClassesPage(office)
    window = MainWindow(office, heartbeat, [Place("classes", made, "Ctrl+F10")])
    qtbot.addWidget(window)
    window.sign_in.signed_in.emit(EXECUTOR)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
    window.go("classes")
    return made


def stands(page: ClassesPage, letter: str) -> list[str]:
    """Who stands in a class of the plan."""
    return [one.id for one in page.plan.of(letter)]


def column(page: ClassesPage, letter: str) -> ClassList:
    """The list of a class."""
    return page.board.columns[letter].list


def choose(page: ClassesPage, letter: str, *ids: str) -> None:
    """These are marked, the cursor there."""
    column(page, letter).setFocus()
    column(page, letter).choose(ids)


def kept(desk: Desk, application: str) -> tuple[str, str]:
    """What is recorded of a child: its letter, and what was asked for about its twin."""
    found = seen(desk, application)
    return found.letter, found.twins_wish
