"""What the people of an office do at a computer: each verb through its real use case, on what the screen shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from admission.acts import Amended, Change, Classed
from admission.application import ApplicationDraft
from admission.deadline import KAZAKHSTAN_TIME
from admission.identifiers import iin_with_check_digit
from admission.order import ChangeOfList, OrderChange
from admission.people import PersonName
from desktop_app.models import queries
from desktop_app.usecases.amend_order import AmendPlan, amend_order, children_of
from desktop_app.usecases.annul import annul
from desktop_app.usecases.ask_papers import ask_papers
from desktop_app.usecases.assign import assign
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.check_document import check_document
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.lend_seats import lend_seats
from desktop_app.usecases.note import note
from desktop_app.usecases.open_card import open_card
from desktop_app.usecases.plan_order import OrderPlan
from desktop_app.usecases.propose import propose
from desktop_app.usecases.resume_application import resume_application
from desktop_app.usecases.return_application import return_application
from desktop_app.usecases.reverse_acceptance import reverse_acceptance
from desktop_app.usecases.sign_order import sign_order
from desktop_app.usecases.withdraw import withdraw
from tests.desk import DIRECTOR, EXECUTOR, a_draft
from tests.histories.computer import Computer

CHILDREN = 5
NAMES = ("Ахметов Нұрлан", "Бейсен Дария", "Жұмабек Іңкәр", "Пак Виктория", "Өмірзақ Санжар")
STOOD_BY = ("similar-child", "window-closed", "window-not-open-yet", "limit-3-1")
WANTED: dict[str, tuple[str, ...]] = {
    "propose": ("under_review",),
    "decide": ("on_signature", "waitlisted"),
    "return": ("on_signature",),
    "reverse": ("accepted",),
    "annul": ("under_review", "duplicate_hold"),
    "class": ("accepted",),
    "resume": ("duplicate_hold",),
    "withdraw": ("accepted", "waitlisted", "under_review", "on_signature"),
}  # fmt: skip


def child_draft(number: int, language: str, **changes: Any) -> ApplicationDraft:
    """The draft for a child of that number; nobody mistakes two of them for one."""
    draft = a_draft(language=language, **changes)
    surname, given = NAMES[number % CHILDREN].split()
    born = date(2020, 1 + 2 * (number % CHILDREN), 3 + 5 * (number % CHILDREN))
    digits = f"{born:%y%m%d}5{number * 1237 % 10000:04}"
    iin = iin_with_check_digit(digits)
    child = replace(draft.child, name=PersonName(surname, given), born=born, iin=iin or "", certificate=None)
    return replace(draft, child=child)


class Office:
    """The people at one computer."""

    def __init__(self, computer: Computer) -> None:
        self.computer, self.desk = computer, computer.desk
        school = computer.meta("school")
        self.school = school
        self.executor, self.director = (
            replace(one, id=f"{one.id}@{school}", school=school) for one in (EXECUTOR, DIRECTOR)
        )

    @property
    def has_applications(self) -> bool:
        """Whether there is anything to work on."""
        return bool(self.computer.sql("select 1 from row where kind = 'application' limit 1"))

    def target(self, verb: str, a: int, b: int) -> str:
        """An application on the screen: mostly one whose status suits the verb, now and then any."""
        shown = self.computer.sql(
            "select id, coalesce(shown, confirmed) from row where kind = 'application' order by id"
        )
        fits = [one for one, body in shown if json.loads(body)["status"] in WANTED.get(verb, ())]
        names = fits if fits and b % 5 else [one for one, _ in shown]
        return str(names[a % len(names)]) if names else "nobody"

    def file(self, a: int, b: int) -> None:
        language = "ru" if b % 3 == 2 else "kk"
        draft = child_draft(a, language, by_territory=b != 7)
        confirmed = STOOD_BY if self.computer.skew else STOOD_BY[:1]
        draft = replace(draft, confirmed=confirmed, confirmed_because="келді")
        file_application(self.desk, self.director if self.computer.skew else self.executor, draft)

    def sign(self, a: int, b: int) -> None:
        """Filed and put before the director in one sitting."""
        self.file(a, b)
        newest = self.computer.sql("select application from act order by n desc limit 1")[0][0]
        propose(self.desk, self.executor, newest, accept=True)

    def amend(self, a: int, b: int) -> None:
        """A correction; now and then the IIN becomes another child's."""
        one = self.target("amend", a, b)
        iin = child_draft(b, "kk").child.iin
        changes = [Change("applicant.phone", "+77027972250", f"+7702797225{b}"), Change("child.iin", "", iin),
                   Change("by_territory", "True", "False"), Change("language", "kk", "ru")]  # fmt: skip
        body = Amended(application=one, changes=(changes[a % 4],), reason="қате")
        self.desk.record(self.executor, body)

    def attach(self, a: int, b: int) -> None:
        size = 300_000 if b == 7 else 300
        data = b"%PDF-1.4\n" + bytes([65 + a % 3]) * size + b"\n%%EOF\n"
        attach_file(self.desk, self.executor, self.target("attach", a, b), "photo", "scan.pdf", data)

    def check(self, a: int, b: int) -> None:
        check_document(self.desk, self.executor, self.target("check", a, b), "photo", b % 2 == 0)

    def propose(self, a: int, b: int) -> None:
        self._rule(propose, self.executor, self.target("propose", a, b), b)

    def decide(self, a: int, b: int) -> None:
        self._rule(decide_application, self.director, self.target("decide", a, b), b)

    def _rule(self, verb: Callable[..., Any], officer: Any, one: str, b: int) -> None:
        if b == 6:
            verb(self.desk, officer, one, False, ("class-full",), "Сыныптар толық, орын қалған жоқ")
        else:
            verb(self.desk, officer, one, True)

    def give_back(self, a: int, b: int) -> None:
        return_application(self.desk, self.director, self.target("return", a, b), "қайта қараңыз")

    def withdraw(self, a: int, b: int) -> None:
        withdraw(self.desk, self.executor, self.target("withdraw", a, b), "көшіп жатырмыз")

    def annul(self, a: int, b: int) -> None:
        annul(self.desk, self.director, self.target("annul", a, b), "қате тіркелген")

    def reverse(self, a: int, b: int) -> None:
        reverse_acceptance(
            self.desk, self.director, self.target("reverse", a, b), f"{b}-б", "қате қабылданды"
        )

    def resume(self, a: int, b: int) -> None:
        resume_application(self.desk, self.director, self.target("resume", a, b), "ата-ана таңдады")

    def lend(self, a: int, b: int) -> None:
        """Places of a stream to one of the school's desks, for some hours."""
        desks = [one for (one,) in self.computer.sql("select id from row where kind = 'desk' order by id")]
        streams = [
            one for (one,) in self.computer.sql("select id from row where kind = 'stream' order by id")
        ]
        until = self.desk.now() + timedelta(hours=1 + 5 * (b // 3))
        lend_seats(self.desk, self.director, streams[b % len(streams)], desks[a % len(desks)], b % 3, until)

    def order(self, a: int, b: int) -> None:
        """An order over everybody of one language whose acceptance is confirmed."""
        accepted = []
        for one, body in self.computer.sql(
            "select id, confirmed from row where kind = 'application' and confirmed is not null order by id"
        ):
            row = json.loads(body)
            if row["status"] == "accepted" and row["draft"]["language"] == ("ru" if b % 3 == 2 else "kk"):
                accepted.append(one)
        today = self.desk.now().date()
        plan = OrderPlan(
            language="ru" if b % 3 == 2 else "kk", letter="Ә", dated=today, applications=tuple(accepted)
        )
        sign_order(self.desk, self.director, plan, _press, _Key(), lambda *_: None)

    def change_order(self, a: int, b: int) -> None:
        """One of an order's children leaves or is taken out, and an accepted one comes; now and then one not of it."""
        orders = [one for (one,) in self.computer.sql("select id from row where kind = 'order' order by id")]
        if not orders:
            return
        found = queries.order(self.desk.replica, orders[a % len(orders)])
        listed = children_of(self.desk, found) if found else []
        accepted = self.target("class", a, b)
        going = listed[b % len(listed)].id if listed else accepted
        what: ChangeOfList = "added" if b == 4 else "taken_out" if b % 2 else "left"
        lines = [OrderChange(application=going, change=what, why="көшті", where_to="Астана")]
        if b % 3 == 0 and accepted != going:
            lines.append(OrderChange(application=accepted, change="added", why="орын босады"))
        plan = AmendPlan(order=orders[a % len(orders)], dated=self.desk.now().date(), lines=tuple(lines))
        amend_order(self.desk, self.director, plan, _press, _Key(), lambda *_: None)

    def note(self, a: int, b: int) -> None:
        officer = self.director if b % 2 else self.executor
        note(self.desk, officer, self.target("note", a, b), f"ескерту {a}{b}")

    def assign(self, a: int, b: int) -> None:
        """To one of the two, or back to everybody."""
        to = ("", self.executor.id, self.director.id)[b % 3]
        assign(self.desk, self.director, self.target("assign", a, b), to)

    def ask(self, a: int, b: int) -> None:
        papers = ("photo", "health", "vaccinations")[: 1 + b % 3]
        until = self.desk.now().astimezone(KAZAKHSTAN_TIME).date() + timedelta(days=a)
        ask_papers(self.desk, self.executor, self.target("ask", a, b), papers, until, "әкеліңіз" * (b % 2))

    def drive(self, a: int, b: int) -> None:
        """Proposed or decided with a word on the bus."""
        one, bus = self.target("propose", a, b), bool(b % 2)
        if self._status(one) == "under_review":
            propose(self.desk, self.executor, one, True, transport=bus)
        else:
            decide_application(self.desk, self.director, self.target("decide", a, b), True, transport=bus)

    def put_in_class(self, a: int, b: int) -> None:
        """An accepted child is put down for a class, or for none."""
        body = Classed(
            application=self.target("class", a, b),
            letter=("", "А", "Ә")[b % 3],
            twins_wish="apart" if a == 7 else "",
        )
        self.desk.record(self.executor, body)

    def _status(self, one: str) -> str:
        found = self.computer.sql(
            "select coalesce(shown, confirmed) from row where kind = 'application' and id = ?", one
        )
        return str(json.loads(found[0][0])["status"]) if found else ""

    def look(self, a: int, b: int) -> None:
        open_card(self.desk, self.executor, self.target("look", a, b))


def _press(paper: Any) -> bytes:
    return f"%PDF-1.4\n{paper.id}\n%%EOF\n".encode()


class _Key:
    """A key device whose signatures nobody checks here."""

    def sign(self, documents: Sequence[bytes]) -> list[bytes]:
        return [b"signed " + document for document in documents]


VERBS: dict[str, Callable[[Office, int, int], None]] = {
    "file": Office.file,
    "sign": Office.sign,
    "amend": Office.amend,
    "attach": Office.attach,
    "check": Office.check,
    "propose": Office.propose,
    "decide": Office.decide,
    "return": Office.give_back,
    "withdraw": Office.withdraw,
    "annul": Office.annul,
    "reverse": Office.reverse,
    "resume": Office.resume,
    "lend": Office.lend,
    "order": Office.order,
    "change-order": Office.change_order,
    "note": Office.note,
    "assign": Office.assign,
    "ask": Office.ask,
    "drive": Office.drive,
    "class": Office.put_in_class,
    "look": Office.look,
}
