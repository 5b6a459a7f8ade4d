"""The five systems of the seeds as data: what each of them says, and what an administrator may spoil."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from msgspec.structs import replace

from admission.acts import Registered, TakenUp, Withdrawn
from admission.application import DocumentBrought, Status, Transfer
from admission.choice import check_transfer, slip_valid_until
from admission.context import Outcome
from admission.deadline import KAZAKHSTAN_TIME, due, in_hours
from admission.documents import possible_documents, required_documents
from admission.filing import check_filing
from admission.filing_desk import FilingDesk
from admission.order import check_order
from admission.people import Certificate
from admission.profile_file import parse_profile
from admission.profiles import RuleProfile, check_window, rules_in_force
from tests.admission.casework import DEPARTMENT, GROUND, PORTAL, REASON, Casework
from tests.desk import APPLICANT, CHILD, EXECUTOR, ROOT, SCHOOL, a_draft, calendar

FILES = {file.stem: file for file in sorted((ROOT / "resources/profiles").glob("*.toml"))}
PROFILES: dict[str, RuleProfile] = {name: parse_profile(file.read_bytes()) for name, file in FILES.items()}
OQU = FILES["oqu2026"].read_text(encoding="utf-8")
FIVE = ("aktobe", "egov_kk", "karaganda", "oqu2026", "snation")


def test_there_are_five_and_each_bears_its_files_name():
    assert tuple(PROFILES) == FIVE
    assert [one.id for one in PROFILES.values()] == list(FIVE)


@pytest.mark.parametrize(
    ("name", "opens", "closes", "days", "forms"),
    [("snation", date(2025, 4, 1), date(2025, 8, 31), 1, ["065/у", "052-2/у"]),     # seed 000
     ("egov_kk", date(2023, 4, 1), date(2023, 8, 1), 1, ["063/у", "026/у-3"]),      # seed 001
     ("karaganda", date(2019, 6, 1), date(2019, 8, 30), 5, ["063/у", "026/у-3"]),   # seed 002
     ("oqu2026", date(2026, 5, 27), date(2026, 8, 31), 1, ["065/у", "052-2/у"]),    # seed 003
     ("aktobe", date(2018, 6, 1), date(2018, 8, 30), 5, ["063/у", "026/у-3"])],     # seed 004
)  # fmt: skip
def test_window_term_and_medical_forms_are_the_seeds(name, opens, closes, days, forms):
    rules = PROFILES[name]
    assert (min(one.opens for one in rules.windows), rules.windows[0].closes) == (opens, closes)
    assert rules.review_working_days == days
    assert [one.form for one in rules.documents if one.form not in ("", "3×4")] == forms


def test_who_signs_how_is_the_seeds():
    ways = {
        (name, one.channel): (set(one.ways), one.code_digits)
        for name, rules in PROFILES.items()
        for one in rules.identification
    }
    assert ways["snation", "egov"] == ({"eds"}, 0)
    assert ways["snation", "local"] == ({"sms"}, 0)
    assert ways["egov_kk", "egov"] == ({"eds", "sms"}, 0)
    assert ways["karaganda", "local"] == ({"sms"}, 4)
    assert ways["oqu2026", "oqu"] == ({"egov", "sms", "qr", "eds"}, 5)
    assert ways["aktobe", "local"] == ({"eds"}, 0)


def test_only_karaganda_knows_two_stages_and_two_quota_schools():
    assert [name for name, rules in PROFILES.items() if rules.two_stages] == ["karaganda"]
    assert {name: rules.quota_schools for name, rules in PROFILES.items() if rules.quota_schools} == {
        "karaganda": 2
    }
    assert {status.code for status in PROFILES["karaganda"].statuses} - {
        status.code for status in PROFILES["oqu2026"].statuses
    } == {"sent_for_registration", "registered", "registration_refused"}


def test_every_status_a_profile_names_is_one_of_ours_and_worded_in_kazakh_and_russian():
    for rules in PROFILES.values():
        assert {one.code for one in rules.statuses} <= set(Status)
        assert all(one.name["kk"] != one.name["ru"] for one in rules.statuses)


def test_the_applicant_may_withdraw_in_the_open_statuses_of_seed_003_only():
    rules = PROFILES["oqu2026"]
    may = {one.code for one in rules.statuses if "withdrawn" in one.applicant}
    assert may == {"under_review", "on_signature", "accepted", "waitlisted"}


def test_karaganda_asks_three_pages_online_and_the_vaccinations_only_at_the_school():
    rules = PROFILES["karaganda"]
    online = {one.code: one for one in required_documents(a_draft(channel="local"), rules)}
    paper = {one.code for one in required_documents(a_draft(), rules)}
    assert online["health"].pages == (1, 17, 18)
    assert "vaccinations" not in online
    assert {"photo", "vaccinations", "health"} <= paper


@pytest.mark.parametrize("name", ["karaganda", "aktobe"])
def test_a_certificate_is_asked_only_of_children_born_before_2008(name):
    old = a_draft(child=replace(CHILD, born=date(2007, 12, 31)))
    assert "certificate" in {one.code for one in required_documents(old, PROFILES[name])}
    assert "certificate" not in {one.code for one in required_documents(a_draft(), PROFILES[name])}


def test_benefits_may_be_handed_over_and_are_never_required():
    rules = PROFILES["egov_kk"]
    benefits = {one.code for one in rules.documents if one.code.startswith("benefit-")}
    assert len(benefits) == 4
    assert benefits <= {one.code for one in possible_documents(a_draft(), rules)}
    assert not benefits & {one.code for one in required_documents(a_draft(), rules)}


def test_aktobe_demands_an_e_mail_address():
    rules = PROFILES["aktobe"]
    school = replace(SCHOOL, region="aktobe")
    desk = FilingDesk(rules=rules, school=school, languages=("kk",), today=date(2018, 6, 4))
    codes = {one.code for one in check_filing(a_draft(channel="local"), desk)}
    assert "email-missing" in codes
    given = a_draft(channel="local", applicant=replace(APPLICANT, email="g@example.kz"))
    assert "email-missing" not in {one.code for one in check_filing(given, desk)}


def test_the_hours_of_a_profile_are_its_own():
    hours = PROFILES["snation"].hours
    assert hours is not None
    assert (hours.opening, hours.closing) == (time(9), time(18, 30))
    late = replace(hours, closing=time(13))
    received = datetime(2026, 6, 30, 14, tzinfo=KAZAKHSTAN_TIME)
    assert due(received, 1, in_hours(calendar(), late)) == datetime(2026, 7, 1, 13, tzinfo=KAZAKHSTAN_TIME)
    assert in_hours(calendar(), None) == calendar()


# --- two stages (seed 002) ---------------------------------------------------------------------------------


@pytest.fixture
def karaganda():
    return Casework(rules=PROFILES["karaganda"])


def test_an_application_of_karaganda_is_registered_by_the_department_and_then_taken_up(karaganda):
    karaganda.file()
    assert karaganda.status() is Status.SENT_FOR_REGISTRATION
    assert karaganda.do(Registered(application="one", accept=True), DEPARTMENT).outcome is Outcome.APPLIED
    assert karaganda.status() is Status.REGISTERED
    karaganda.do(TakenUp(application="one"), EXECUTOR)
    karaganda.accept()
    assert karaganda.status() is Status.ACCEPTED


def test_a_refused_registration_has_a_ground_and_is_not_a_refused_enrolment(karaganda):
    karaganda.file()
    bare = karaganda.do(Registered(application="one", accept=False), DEPARTMENT)
    assert (bare.outcome, bare.reason and bare.reason.code) == (Outcome.REFUSED, "ground-missing")
    karaganda.do(Registered(application="one", accept=False, grounds=(GROUND,), reason=REASON), DEPARTMENT)
    assert karaganda.status() is Status.REGISTRATION_REFUSED
    assert not karaganda.application().active


# --- transfers and home schooling (DOMAIN 2) ---------------------------------------------------------------

TRANSFER = Transfer(from_school="№ 5 мектеп")


@pytest.mark.parametrize(
    ("day", "grade", "why", "codes"),
    [(date(2026, 10, 26), 3, "holidays", []), (date(2026, 10, 25), 3, "holidays", ["transfer-outside-holidays"]),
     (date(2027, 2, 10), 1, "holidays", []), (date(2027, 2, 10), 2, "holidays", ["transfer-outside-holidays"]),
     (date(2026, 10, 25), 3, "moved", []), (date(2026, 10, 25), 3, "violence", [])],
)  # fmt: skip
def test_a_transfer_belongs_to_the_holidays_or_has_a_reason(day, grade, why, codes):
    found = check_transfer(replace(TRANSFER, why=why), grade, day, PROFILES["oqu2026"])
    assert [one.code for one in found] == codes


def test_a_transfer_needs_no_photo_and_no_age_but_names_the_school():
    desk = FilingDesk(rules=PROFILES["oqu2026"], school=SCHOOL, languages=("kk",), today=date(2026, 10, 27))
    nameless = a_draft(transfer=Transfer(from_school=" "), grade=3, documents=())
    assert [(one.code, one.weight) for one in check_filing(nameless, desk)] == [
        ("transfer-school-missing", "block"),
        ("document-needed-later", "note"),
    ]


def test_a_transfer_on_paper_may_take_three_working_days():
    case = Casework()
    case.file(transfer=TRANSFER, grade=3)
    assert case.application().due.date() == date(2026, 8, 28)
    assert case.application().apart


def test_an_acceptance_slip_runs_three_working_days():
    issued = datetime(2026, 7, 2, 15, tzinfo=KAZAKHSTAN_TIME)  # Monday the 6th is Capital Day
    assert slip_valid_until(issued, PROFILES["oqu2026"], calendar()) == date(2026, 7, 8)


def test_home_schooling_asks_for_the_commissions_conclusion():
    codes = {one.code for one in required_documents(a_draft(home_schooling=True), PROFILES["oqu2026"])}
    assert "vkk" in codes
    desk = FilingDesk(rules=PROFILES["karaganda"], school=SCHOOL, languages=("kk",), today=date(2019, 6, 3))
    asked = check_filing(a_draft(home_schooling=True), desk)
    assert "service-not-offered" in {one.code for one in asked}


def test_another_grade_is_entered_by_transfer_only():
    desk = FilingDesk(rules=PROFILES["oqu2026"], school=SCHOOL, languages=("kk",), today=date(2026, 8, 25))
    assert "grade-needs-transfer" in {one.code for one in check_filing(a_draft(grade=2), desk)}


def test_a_certificate_from_abroad_is_copied_and_a_latin_name_has_latin_letters():
    abroad = replace(CHILD, certificate=Certificate("77", date(2020, 9, 30), abroad=True), name_latin="Дияс")
    desk = FilingDesk(rules=PROFILES["oqu2026"], school=SCHOOL, languages=("kk",), today=date(2026, 8, 25))
    found = {one.code: one.at for one in check_filing(a_draft(child=abroad), desk)}
    assert found["document-missing"] == "documents.certificate-abroad"
    assert "name-not-latin" in found
    copied = a_draft(
        child=replace(abroad, name_latin="Diyas"),
        documents=(*a_draft().documents, DocumentBrought(code="certificate-abroad")),
    )
    assert {one.code for one in check_filing(copied, desk)} <= {"six-in-autumn", "certificate-number-wrong"}


def test_paper_ends_on_the_last_working_day_when_the_window_ends_on_a_sunday():
    rules, days = PROFILES["snation"], calendar()
    assert check_window(rules, "astana", date(2025, 8, 31)) == ()
    [closed] = check_window(rules, "astana", date(2025, 8, 30), days)
    assert (closed.code, closed.params["closes"]) == ("window-closed", "2025-08-29")


def test_the_newest_profile_of_the_day_is_in_force_unless_one_was_chosen():
    older = replace(PROFILES["oqu2026"], id="older", valid_from=date(2026, 1, 1))
    both = {"older": older, "oqu2026": PROFILES["oqu2026"]}
    assert rules_in_force(both, date(2026, 8, 25)) == PROFILES["oqu2026"]
    assert rules_in_force(both, date(2026, 2, 1)) == older
    assert rules_in_force(both, date(2026, 8, 25), "older") == older
    assert rules_in_force(both, date(2027, 1, 1)) is None


def test_a_channel_the_profile_does_not_know_is_refused():
    desk = FilingDesk(rules=PROFILES["oqu2026"], school=SCHOOL, languages=("kk",), today=date(2026, 8, 25))
    found = {one.code: one.at for one in check_filing(a_draft(channel="local"), desk)}
    assert found["channel-not-offered"] == "channel"


def test_a_parent_withdraws_at_the_portal_only_where_the_profile_lets_them():
    closed = replace(
        PROFILES["oqu2026"],
        statuses=tuple(replace(one, applicant=()) for one in PROFILES["oqu2026"].statuses),
    )
    case = Casework(rules=closed)
    case.file()
    case.do(Withdrawn(application="one"), PORTAL)
    assert (case.status(), case.application().flags) == (Status.UNDER_REVIEW, ("withdrawal-too-late",))
    case.do(Withdrawn(application="one"), EXECUTOR)
    assert case.status() is Status.WITHDRAWN


def test_a_transfer_and_a_first_grade_stand_in_two_orders():
    case = Casework()
    first = case.stands(Status.ACCEPTED)
    slip = DocumentBrought(code="departure-slip")
    moved = case.stands(Status.ACCEPTED, "two", transfer=TRANSFER, grade=3, documents=(slip,))
    without = case.stands(Status.ACCEPTED, "three", transfer=TRANSFER, grade=3, documents=())
    october, rules = date(2026, 10, 28), PROFILES["oqu2026"]

    def codes(*listed, day=october):
        return [one.code for one in check_order(day, "kk", listed, rules)]

    assert codes(first, moved) == ["order-mixed"]
    assert codes(moved, day=date(2026, 7, 1)) == []  # the 25th of August is the first grade's
    assert codes(without) == ["document-wanting"]
