"""The sample campaign: its files are real, its moments reach the edges of the clock, every intake may be filed."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date, datetime
from io import BytesIO

import msgspec
import pypdfium2
import pytest
from PIL import Image

from admission.deadline import KAZAKHSTAN_TIME, in_working_hours
from admission.files import check_file
from admission.filing import check_filing
from admission.filing_desk import FilingDesk
from admission.intake import Intake, draft_of
from demo.families import karaganda_family_2026, karaganda_namesake
from demo.intakes import EDGE_MOMENTS, intake_of, intakes, to_json
from demo.papers import PAPERS, paper, photo
from demo.scans import form_jpeg, form_pdf, photo_jpeg, wrong_files
from demo.schools import school_63, school_karakoga, streams
from tests.desk import calendar, rules

COUNT = 220
LAW = rules()
KB = 1024
LINES = ("Баланың аты-жөні: Һадиша Әбілқызы", "Туған күні: 31.12.2020")


@pytest.fixture(scope="module")
def campaign() -> list[tuple[datetime, Intake]]:
    return list(intakes(school_63(), COUNT))


@pytest.fixture(scope="module")
def village() -> list[tuple[datetime, Intake]]:
    return list(intakes(school_karakoga(), 20))


def digest(intake: Intake) -> str:
    return hashlib.sha256(to_json(intake)).hexdigest()


def test_every_intake_may_be_filed_at_its_moment_in_its_school(campaign, village):
    for school, sent in ((school_63(), campaign), (school_karakoga(), village)):
        languages = tuple(stream.language for stream in streams(school))
        for received, intake in sent:
            today = received.astimezone(KAZAKHSTAN_TIME).date()
            desk = FilingDesk(rules=LAW, school=school, languages=languages, today=today)
            codes = {one.code for one in check_filing(draft_of(intake), desk) if one.weight != "note"}
            assert codes <= {"iin-absent-foreigner"}


def test_the_same_seed_gives_the_same_bytes(campaign):
    again = intakes(school_63(), COUNT)
    for (received, intake), (received_again, intake_again) in zip(campaign[:25], again, strict=False):
        assert received == received_again
        assert digest(intake) == digest(intake_again)


def test_another_seed_gives_other_applications(campaign):
    _, intake = next(intakes(school_63(), 12, seed=1))
    assert intake.child != campaign[0][1].child


def test_applications_come_in_order_and_each_under_its_own_reference(campaign):
    moments = [received for received, _ in campaign]
    assert len(campaign) == COUNT
    assert moments == sorted(moments)
    assert len({intake.reference for _, intake in campaign}) == COUNT


def test_moments_fill_the_campaign_and_touch_its_edges(campaign, village):
    moments = [received for received, _ in campaign]
    assert moments[0].date() == date(2026, 5, 27)
    assert moments[-1] == EDGE_MOMENTS[-1] == datetime(2026, 8, 25, 8, 52, 26, tzinfo=KAZAKHSTAN_TIME)
    assert set(EDGE_MOMENTS) <= set(moments)
    assert village[0][0].date() >= date(2026, 6, 29)  # the window of the north (seed 003)


def test_most_applications_come_by_day_and_some_when_the_office_is_closed(campaign):
    office = calendar()
    by_day = sum(in_working_hours(received, office) for received, _ in campaign)
    weekend = sum(received.weekday() >= 5 for received, _ in campaign)
    assert 0.5 < by_day / COUNT < 0.85
    assert 0.03 < weekend / COUNT < 0.2


@pytest.mark.parametrize("count", [0, 1, 5, 30])
def test_a_smaller_campaign_has_as_many_applications_as_asked(count):
    assert len(list(intakes(school_63(), count))) == count


def test_the_namesake_of_the_guide_is_there_once_and_still_unread(campaign):
    found = [received for received, intake in campaign if intake.child == karaganda_namesake().child]
    assert len(found) == 1
    assert found[0].date() >= date(2026, 8, 18)
    assert not any(intake.child == karaganda_family_2026().child for _, intake in campaign)


def test_every_attached_file_would_be_taken(campaign):
    files = {(one.name, one.content) for _, intake in campaign for one in intake.attachments}
    assert [name for name, content in files if check_file(name, content, "")] == []
    assert all(15 * KB <= len(content) <= 60 * KB for _, content in files)


def test_every_tenth_has_papers_of_its_own_and_the_others_share(campaign):
    uses = Counter(one.content for _, intake in campaign for one in intake.attachments)
    own = [
        number
        for number, (_, intake) in enumerate(campaign, 1)
        if all(uses[one.content] == 1 for one in intake.attachments)
    ]
    assert own == list(range(1, COUNT + 1, 10))
    assert len(uses) < 120


def test_an_intake_survives_its_json(campaign):
    intake = campaign[0][1]
    assert msgspec.json.decode(to_json(intake), type=Intake) == intake


def test_one_family_can_be_sent_by_hand():
    family = karaganda_family_2026()
    files = (photo("male", 1), *(paper(code, family.child, 1) for code in family.papers[1:]))
    intake = intake_of(family, school_63(), "oqu-1", files)
    assert draft_of(intake).child == family.child
    assert [one.code for one in draft_of(intake).documents] == list(family.papers)


def test_a_photo_has_the_shape_of_3_by_4_and_differs_by_seed():
    picture = Image.open(BytesIO(photo_jpeg(1, "a")))
    assert (picture.format, picture.size) == ("JPEG", (354, 472))
    assert photo_jpeg(1, "a") == photo_jpeg(1, "a")
    assert len({photo_jpeg(1, "a"), photo_jpeg(2, "a"), photo_jpeg(1, "b")}) == 3


def test_a_form_is_drawn_alike_twice_as_picture_and_as_pdf():
    assert form_jpeg("Үлгі", LINES, 3) == form_jpeg("Үлгі", LINES, 3)
    assert form_pdf("Үлгі", LINES, 3) == form_pdf("Үлгі", LINES, 3)
    assert form_jpeg("Үлгі", LINES, 3) != form_jpeg("Үлгі", LINES[:1], 3)


def test_a_pdf_form_is_one_a4_page_that_opens():
    with pypdfium2.PdfDocument(form_pdf("Үлгі", LINES, 3)) as document:
        assert len(document) == 1
        width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)  # points


@pytest.mark.parametrize("code", PAPERS)
def test_the_lines_of_a_paper_stay_above_its_stamp_and_within_its_frame(code):
    assert len(PAPERS[code].lines) <= 11
    assert max(map(len, PAPERS[code].lines)) <= 52


@pytest.mark.parametrize("wrong", wrong_files(), ids=lambda wrong: wrong.problem)
def test_a_wrong_file_is_refused_for_its_one_reason(wrong):
    assert [problem.code for problem in check_file(wrong.name, wrong.content, "")] == [wrong.problem]
