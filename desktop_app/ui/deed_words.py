"""What an act did, with what matters of it: which decision, which document, which field, which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from admission.acts import (
    Amended,
    Annulled,
    Asked,
    Assigned,
    Attached,
    Body,
    Classed,
    Decided,
    DocumentChecked,
    Filed,
    Lent,
    Noted,
    OrderAmended,
    Ordered,
    Proposed,
    Registered,
    Resumed,
    Returned,
    Reversed,
    Withdrawn,
    kind_of,
)
from desktop_app.models import queries
from desktop_app.ui.field_words import NOTHING, field_value
from desktop_app.ui.intake_draft import phone_text
from desktop_app.ui.office import Office


def deed(office: Office, body: Body | None) -> str:
    """The contents of an act in words, one fact a line; empty where its kind says it all."""
    tell = DEEDS.get(type(body))
    return "\n".join(filter(None, tell(office, body))) if tell else ""


def _filed(office: Office, body: Filed) -> Iterator[str]:
    words, draft = office.words, body.draft
    child, applicant = draft.child, draft.applicant
    yield words("done-filed", number=body.number, language=words.teaching(draft.language))
    yield f"{child.name.full}, {words.day(child.born)}, {child.iin}".rstrip(", ")
    yield f"{applicant.name.full}, {phone_text(applicant.phone)}"


def _amended(office: Office, body: Amended) -> Iterator[str]:
    words = office.words
    for change in body.changes:
        seen, value = (field_value(words, change.field, text) for text in (change.seen, change.value))
        yield words("done-amended", field=words.field(change.field), seen=seen, value=value)
    yield _reason(office, body)


def _attached(office: Office, body: Attached) -> Iterator[str]:
    words, file = office.words, body.attachment
    document, size = words.document(file.document), words.size(file.size)
    yield words("done-attached", document=document, name=file.name or NOTHING, size=size)


def _checked(office: Office, body: DocumentChecked) -> Iterator[str]:
    words = office.words
    found = words("card-good" if body.good else "card-bad")
    yield words("done-checked", document=words.document(body.document), found=found)
    yield body.note


def _ruled(office: Office, body: Proposed | Decided | Registered) -> Iterator[str]:
    words, kind = office.words, kind_of(body)
    yield words(f"done-{kind}-{'accept' if body.accept else 'refuse'}")
    if body.grounds:
        yield words("card-ground", ground="; ".join(map(words.ground, body.grounds)))
    yield _reason(office, body)


def _reasoned(office: Office, body: Returned | Annulled | Withdrawn | Resumed) -> Iterator[str]:
    yield _reason(office, body)
    asked_by = getattr(body, "asked_by", "")
    yield office.words("done-asked-by", by=asked_by) if asked_by else ""


def _reversed(office: Office, body: Reversed) -> Iterator[str]:
    yield office.words("done-reversed", number=body.order_number)
    yield _reason(office, body)


def _lent(office: Office, body: Lent) -> Iterator[str]:
    words, replica = office.words, office.desk.replica
    streams = {one.id: words.teaching(one.language) for one in queries.streams(replica)}
    names = {one.id: one.name for one in queries.desks(replica)}
    yield words(
        "done-lent",
        language=streams.get(body.stream, body.stream),
        desk=names.get(body.desk, body.desk),
        seats=body.seats,
        until=words.moment(body.until),
    )


def _noted(_: Office, body: Noted) -> Iterator[str]:
    yield body.text


def _assigned(office: Office, body: Assigned) -> Iterator[str]:
    found = queries.officer(office.desk.replica, body.officer) if body.officer else None
    words = office.words
    name = found.name.short if found else body.officer
    yield words("note-assigned", by=name) if body.officer else words("note-nobody")


def _asked(office: Office, body: Asked) -> Iterator[str]:
    words = office.words
    names = "; ".join(map(words.document, body.documents))
    yield words("card-asked", documents=names, until=words.day(body.until))
    yield body.note


def _classed(office: Office, body: Classed) -> Iterator[str]:
    words = office.words
    yield words("done-classed", letter=body.letter) if body.letter else words("done-unclassed")
    yield words(f"classes-wish-{body.twins_wish}") if body.twins_wish else ""


def _ordered(office: Office, body: Ordered) -> Iterator[str]:
    words, n = office.words, len(body.applications)
    teaching = words.teaching(body.language)
    yield words("done-ordered", number=body.number, day=words.day(body.dated), language=teaching, n=n)


def _order_amended(office: Office, body: OrderAmended) -> Iterator[str]:
    words, counts = office.words, Counter(line.change for line in body.lines)
    found = queries.order(office.desk.replica, body.amends)
    earlier = found.number if found else body.amends
    yield words("done-order-amended", number=body.number, day=words.day(body.dated), earlier=earlier)
    left, out, added = counts["left"], counts["taken_out"], counts["added"]
    yield words("done-order-lines", left=left, out=out, added=added)


def _reason(office: Office, body: Any) -> str:
    return office.words("card-because", reason=body.reason) if body.reason else ""


DEEDS: Mapping[type, Callable[[Office, Any], Iterator[str]]] = {
    Filed: _filed,
    Amended: _amended,
    Attached: _attached,
    DocumentChecked: _checked,
    Proposed: _ruled,
    Decided: _ruled,
    Registered: _ruled,
    Returned: _reasoned,
    Annulled: _reasoned,
    Withdrawn: _reasoned,
    Resumed: _reasoned,
    Reversed: _reversed,
    Lent: _lent,
    Noted: _noted,
    Assigned: _assigned,
    Asked: _asked,
    Classed: _classed,
    Ordered: _ordered,
    OrderAmended: _order_amended,
}
