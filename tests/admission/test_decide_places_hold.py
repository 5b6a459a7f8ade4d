"""Whatever happens in whatever order: a stream never holds more children than places, and counts them right."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from admission.acts import (
    Amended,
    Annulled,
    Attached,
    Body,
    Change,
    Decided,
    DocumentChecked,
    Proposed,
    Returned,
    Withdrawn,
    is_fact,
)
from admission.application import Application, Attachment, Status
from admission.context import Outcome
from tests.admission.casework import GROUND, ORDER_DAY, PORTAL, REASON, Casework, an_order
from tests.desk import DIRECTOR, EXECUTOR

NAMES = ("one", "two", "three", "four", "five", "six")
PICTURE = Attachment(sha256="a" * 64, size=10, mime="image/jpeg", document="photo")

names = st.sampled_from(NAMES)
refusals = st.booleans().map(lambda accept: (accept, () if accept else (GROUND,), "" if accept else REASON))
changes = st.one_of(
    st.sampled_from(["kk", "ru", "ug"]).map(lambda language: Change("language", "kk", language)),
    st.booleans().map(lambda inside: Change("by_territory", "True", str(inside))),
)
proposals = st.builds(
    lambda name, kind, ruling: kind(application=name, accept=ruling[0], grounds=ruling[1], reason=ruling[2]),
    names, st.sampled_from([Proposed, Decided, Decided]), refusals,
)  # fmt: skip
bodies: st.SearchStrategy[Body] = st.one_of(
    proposals,
    proposals,
    st.builds(Withdrawn, application=names),
    st.builds(Returned, application=names, reason=st.sampled_from(["", "Толықтыру"])),
    st.builds(Annulled, application=names, reason=st.sampled_from(["", "Қате"])),
    st.builds(lambda name, change: Amended(application=name, changes=(change,), reason="Куәлік"), names, changes),
    st.builds(lambda name: Attached(application=name, attachment=PICTURE), names),
    st.builds(DocumentChecked, application=names, document=st.just("photo"), good=st.booleans()),
    st.builds(
        lambda listed, number, language: an_order(*listed, order=f"order-{number}", language=language),
        st.lists(names, max_size=3), st.integers(1, 4), st.sampled_from(["kk", "ru"]),
    ),
)  # fmt: skip
steps = st.lists(st.tuples(bodies, st.sampled_from([EXECUTOR, DIRECTOR, DIRECTOR, PORTAL])), max_size=60)
drafts = st.lists(st.tuples(st.sampled_from(["kk", "ru"]), st.booleans()), min_size=6, max_size=6)


def holders(case: Casework, language: str, *, inside: bool) -> int:
    return sum(
        isinstance(row, Application)
        and row.status in (Status.ACCEPTED, Status.ENROLLED)
        and (row.draft.language, row.draft.by_territory) == (language, inside)
        for row in case.rows.values()
    )


@settings(max_examples=150, deadline=None)
@given(capacity=st.integers(0, 4), filed=drafts, done=steps)
def test_a_stream_holds_no_more_than_its_places_and_counts_them_right(capacity, filed, done):
    case = Casework(capacity=capacity)
    for name, (language, inside) in zip(NAMES, filed, strict=True):
        case.file(name, language=language, by_territory=inside)
    for body, officer in done:
        decision = case.do(body, officer, at=case.application().received)
        assert decision.outcome is not Outcome.REFUSED or not is_fact(body)
        for language in ("kk", "ru"):
            stream = case.stream(language)
            assert 0 <= stream.taken <= capacity
            assert stream.inside == holders(case, language, inside=True)
            assert stream.outside == holders(case, language, inside=False)


def test_the_walk_above_can_reach_every_corner():
    """The same alphabet of acts, by hand: accepted, waiting, enrolled, withdrawn, freed."""
    case = Casework(capacity=1)
    for name in ("one", "two"):
        case.file(name)
        case.accept(name)
    assert (case.status("one"), case.status("two")) == (Status.ACCEPTED, Status.WAITLISTED)
    case.do(Withdrawn(application="one"))
    case.do(Decided(application="two", accept=True))
    case.do(an_order("two", dated=ORDER_DAY))
    assert (case.status("one"), case.status("two")) == (Status.WITHDRAWN, Status.ENROLLED)
    assert case.stream().taken == holders(case, "kk", inside=True) == 1
