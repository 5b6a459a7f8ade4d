"""An order that changes an earlier one: children come on its list, are taken out of it, or left the school."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from admission.application import Application
from admission.order import EnrolmentOrder, OrderChange, check_listed, check_repeats, check_size, standing
from admission.problems import Problem
from admission.profiles import RuleProfile


class Amendment(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be changed, and of which order; `known`: applications of its list and of its lines, by id."""

    earlier: EnrolmentOrder
    dated: date
    lines: Sequence[OrderChange]
    known: Mapping[str, Application]

    def of(self, change: str) -> list[Application]:
        """The applications this happens to, where they are known."""
        named = (self.known.get(one.application) for one in self.lines if one.change == change)
        return [one for one in named if one is not None]

    @property
    def before(self) -> int:
        """How many children stand on the list now."""
        return len(standing(self.earlier, self.known))

    @property
    def after(self) -> int:
        """How many would stand on it afterwards."""
        coming = sum(1 if one.change == "added" else -1 for one in self.lines)
        return self.before + coming


def check_amending(asked: Amendment, rules: RuleProfile) -> tuple[Problem, ...]:
    """Every reason why this order may not be signed (DOMAIN 3.4; 5 #54)."""
    return (
        *_check_order(asked, rules),
        *_check_lines(asked, rules),
        *check_repeats(asked.known.get(one.application) for one in asked.lines),
        *(check_size(asked.after, rules) if asked.after > asked.before else ()),
    )


def _check_order(asked: Amendment, rules: RuleProfile) -> Iterable[Problem]:
    earlier = asked.earlier
    if earlier.amends:
        yield Problem("amending-an-amendment", "amends", {"number": earlier.number})
    if asked.dated < earlier.dated:
        params: dict[str, str | int] = {"number": earlier.number, "not_before": earlier.dated.isoformat()}
        yield Problem("amending-too-early", "dated", params)
    if not asked.lines:
        yield Problem("amending-empty", "lines", {"number": earlier.number})
    added = asked.of("added")
    ordinary = [one for one in added if one.draft.transfer is None]
    if ordinary and asked.dated < rules.orders_not_before:
        yield Problem("order-too-early", "dated", {"not_before": rules.orders_not_before.isoformat()})


def _check_lines(asked: Amendment, rules: RuleProfile) -> Iterable[Problem]:
    listed = {one.id for one in standing(asked.earlier, asked.known)}
    for line in asked.lines:
        application = asked.known.get(line.application)
        if application is None:
            yield Problem("application-unknown", "lines")
            continue
        if not line.why.strip():
            yield Problem("amending-why-missing", "lines", {"number": application.number})
        if line.change == "added":
            yield from check_listed(application, asked.earlier.language, rules, asked.dated)
        elif application.id not in listed:
            params: dict[str, str | int] = {"number": application.number, "order": asked.earlier.number}
            yield Problem("amending-not-in-order", "lines", params)
