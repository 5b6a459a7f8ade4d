"""The enrolment order: accepted children enter the school by it, not before 25 August."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from admission.application import Application, Status
from admission.documents import check_wanting
from admission.problems import Problem, blocks
from admission.profiles import RuleProfile


class EnrolmentOrder(msgspec.Struct, frozen=True, kw_only=True, tag="order", tag_field="row"):
    """A signed order as it stands in the ledger; its files are named by their SHA-256."""

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
    if len(listed) > rules.class_limit:
        counts: dict[str, str | int] = {"count": len(listed), "limit": rules.class_limit}
        problems.append(Problem("class-too-large", "applications", counts))
    for application in listed:
        problems.extend(_check_line(application, language))
        problems.extend(blocks(check_wanting(application, rules, "order", dated)) if application else ())
    problems.extend(_check_repeats(listed))
    return tuple(problems)


def _check_repeats(listed: Iterable[Application | None]) -> Iterable[Problem]:
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
