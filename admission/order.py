"""The enrolment order: accepted children enter the school by it, not before 25 August."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from admission.application import Application, Status
from admission.documents import check_wanting
from admission.problems import Problem, blocks
from admission.profiles import RuleProfile

ChangeOfList = Literal["added", "taken_out", "left"]
WHY_LETTERS = 300
Why = Annotated[str, msgspec.Meta(max_length=WHY_LETTERS)]


class OrderChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an order changes in an earlier one's list, for one child: it comes on, is taken out, or left the school.

    `where_to`: the school or place it left for, where that is known.
    """

    application: str
    change: ChangeOfList
    why: Why
    where_to: Why = ""


class EnrolmentOrder(msgspec.Struct, frozen=True, kw_only=True, tag="order", tag_field="row"):
    """A signed order as it stands in the ledger; its files are named by their SHA-256.

    One that `amends` an earlier order (its id) lists in `applications` every child its `changes` concern. What was
    signed never changes: `amended_by` are ids of later orders, `brought_in` the applications they put on this list.
    """

    id: str
    school: str
    year: int
    number: str
    dated: date
    language: str
    letter: str
    applications: tuple[str, ...]
    manifest_sha256: str
    pdf_sha256: str
    cms_sha256: str
    signed_by: str
    signed_at: datetime
    act: str
    amends: str = ""
    changes: tuple[OrderChange, ...] = ()
    amended_by: tuple[str, ...] = ()
    brought_in: tuple[str, ...] = ()


def joined(ours: EnrolmentOrder, theirs: EnrolmentOrder) -> EnrolmentOrder:
    """Our row of an order with the later orders that theirs knows as well."""
    amended_by = tuple(dict.fromkeys((*ours.amended_by, *theirs.amended_by)))
    brought_in = tuple(dict.fromkeys((*ours.brought_in, *theirs.brought_in)))
    return msgspec.structs.replace(ours, amended_by=amended_by, brought_in=brought_in)


def standing(order: EnrolmentOrder, known: Mapping[str, Application]) -> list[Application]:
    """Of the applications `known` by id, the children who stand on this list now, as later orders changed it."""
    orders = {order.id, *order.amended_by}
    listed = (known.get(one) for one in dict.fromkeys((*order.applications, *order.brought_in)))
    return [one for one in listed if one and one.status is Status.ENROLLED and one.order in orders]


def concerning(orders: Iterable[EnrolmentOrder], application: str) -> list[EnrolmentOrder]:
    """Of these orders those that list this application (its id), in the order they were signed."""
    return sorted((one for one in orders if application in one.applications), key=_turn)


def with_changes(orders: Iterable[EnrolmentOrder], order: EnrolmentOrder) -> list[EnrolmentOrder]:
    """Of these orders the first one this order belongs to, and every order that changed that, as they were signed."""
    first = order.amends or order.id
    return sorted((one for one in orders if first in (one.id, one.amends)), key=_turn)


def departure_of(
    orders: Iterable[EnrolmentOrder], application: str
) -> tuple[EnrolmentOrder, OrderChange] | None:
    """The order by which this child left the school, and its line there; None where it is still here."""
    found = ((order, line) for order in concerning(orders, application) for line in order.changes)
    left = [one for one in found if one[1].application == application and one[1].change == "left"]
    return left[-1] if left else None


def _turn(order: EnrolmentOrder) -> tuple[datetime, bool]:
    return (order.signed_at, bool(order.amends))


def check_order(
    dated: date, language: str, applications: Iterable[Application | None], rules: RuleProfile
) -> tuple[Problem, ...]:
    """Every reason why this order may not be signed (Order 564 p.16; DOMAIN 5 #58)."""
    listed = tuple(applications)
    problems: list[Problem] = []
    transfers = sum(one is not None and one.draft.transfer is not None for one in listed)
    if 0 < transfers < len(listed):
        problems.append(Problem("order-mixed", "applications"))
    if dated < rules.orders_not_before and not transfers:
        day = rules.orders_not_before.isoformat()
        problems.append(Problem("order-too-early", "dated", {"not_before": day}))
    if not listed:
        problems.append(Problem("order-empty", "applications"))
    problems.extend(check_size(len(listed), rules))
    for application in listed:
        problems.extend(check_listed(application, language, rules, dated))
    problems.extend(check_repeats(listed))
    return tuple(problems)


def check_size(children: int, rules: RuleProfile) -> Iterable[Problem]:
    """Whether that many children are too many for one class."""
    if children > rules.class_limit:
        counts: dict[str, str | int] = {"count": children, "limit": rules.class_limit}
        yield Problem("class-too-large", "applications", counts)


def check_listed(
    application: Application | None, language: str, rules: RuleProfile, dated: date
) -> Iterable[Problem]:
    """Why a child may not come on the list of an order of that language and day."""
    yield from _check_line(application, language)
    if application is not None:
        yield from blocks(check_wanting(application, rules, "order", dated))


def check_repeats(listed: Iterable[Application | None]) -> Iterable[Problem]:
    """A child listed twice would hold two places of the class."""
    counts = Counter((one.id, one.number) for one in listed if one is not None)
    for (_, number), count in counts.items():
        if count > 1:
            yield Problem("order-listed-twice", "applications", {"number": number})


def _check_line(application: Application | None, language: str) -> Iterable[Problem]:
    if application is None:
        yield Problem("application-unknown", "applications")
    elif application.status is not Status.ACCEPTED:
        params: dict[str, str | int] = {"number": application.number, "status": application.status.value}
        yield Problem("order-not-accepted", "applications", params)
    elif application.draft.language != language:
        yield Problem("order-language", "applications", {"number": application.number})
