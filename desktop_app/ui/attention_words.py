"""What an item of "Needs attention" says: what it is about, how the application stands now, what one can do."""

from __future__ import annotations

from collections.abc import Iterator

from admission.application import Application, Movement
from desktop_app.models.lines import AttentionItem
from desktop_app.ui.card_parts import NO_PLACE, officer_name
from desktop_app.ui.office import Office

# reasons that ask for the same step; the others have advice of their own, or that of their outcome
SAME_ADVICE = {
    "places-lent": "class-full",
    "limit-3-1": "class-full",
    "checked-too-late": "amended-too-late",
    "attached-too-late": "amended-too-late",
    "withdrawal-after-window": "withdrawal-too-late",
    "act-out-of-chain": "act-unreadable",
    "act-id-used": "act-unreadable",
    "rules-unknown": "act-unreadable",
    "act-of-another-desk": "act-of-another-school",
    "year-of-another-campaign": "act-of-another-school",
    "stream-unknown": "officer-unknown",
    "lease-stream-unknown": "officer-unknown",
}
FAMILIES = ("order", "lease")


def about(office: Office, item: AttentionItem) -> str:
    """The act, the number, the child: `Директордың шешімі · А-0002 · Қасымова Аяулым`."""
    return " · ".join(filter(None, (office.words.act(item.kind), item.number, item.child)))


def stands(office: Office, application: Application | None) -> str:
    """The status an application has now, and the step that brought it there: who, when, why."""
    if application is None:
        return ""
    words, status = office.words, office.words.status(application.status)
    steps = [step for step in application.history if step.before != step.after]
    if not steps:
        return status
    step = steps[-1]
    told = f"{words.act(step.kind)}: {officer_name(office, step.by)}, {words.moment(step.at)}"
    return "\n".join(filter(None, (status, told, *_why(office, step))))


def settled(office: Office, item: AttentionItem) -> str:
    """Who settled it and when; a moment alone where nobody kept who."""
    at = office.words.moment(item.settled_at) if item.settled_at else ""
    return ", ".join(filter(None, (item.settled_by, at)))


def advice(office: Office, item: AttentionItem) -> str:
    """What one can do: by the reason where it differs, else by the outcome; nothing once it is settled."""
    words = office.words
    if item.seen:
        return ""
    code = SAME_ADVICE.get(item.reason.code, item.reason.code)
    family = next((name for name in FAMILIES if code.startswith(f"{name}-")), "")
    keys = (f"advice-{code}", f"advice-{family}", f"advice-{item.outcome.replace('_', '-')}")
    return words(next(key for key in keys if words.has(key)))


def _why(office: Office, step: Movement) -> Iterator[str]:
    yield "; ".join(map(office.words.ground, step.grounds))
    yield office.words(f"card-reason-{step.reason}") if step.reason in NO_PLACE else step.reason
