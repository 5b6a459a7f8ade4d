"""Edge cases 20-32 of DOMAIN 5: documents, files and photos."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image

from admission.application import DocumentBrought
from admission.documents import check_wanting
from admission.files import MAX_BYTES, check_file
from admission.people import Certificate
from admission.photos import FileOfSet, check_photo, check_set, jpeg_size
from tests.admission.casework import RULES, Casework
from tests.desk import APPLICANT, CHILD, SCHOOL, a_draft
from tests.edge_cases.asking import TODAY, asked, weights

PAPERS = a_draft().documents


def a_picture(width: int, height: int, kind: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "white").save(out, kind)
    return out.getvalue()


def with_certificate(number: str, issued: date) -> dict[str, str]:
    return asked(a_draft(child=replace(CHILD, certificate=Certificate(number, issued))))


def with_paper(paper: DocumentBrought, **changes: object) -> dict[str, str]:
    return asked(a_draft(documents=(*PAPERS, paper), **changes))


def test_case_20_a_certificate_is_issued_after_the_birth_and_not_in_2044():
    assert with_certificate("1234567890", date(2044, 5, 19)) == {"certificate-in-future": "block"}
    assert with_certificate("1234567890", date(2020, 9, 14)) == {"certificate-before-birth": "block"}
    assert with_certificate("1234567890", date(2021, 9, 16)) == {"certificate-late": "warn"}


def test_case_21_a_certificate_number_equal_to_the_iin_is_asked_about():
    assert with_certificate(CHILD.iin, date(2020, 9, 30)) == {"certificate-looks-like-iin": "warn"}


def test_case_22_papers_run_out_but_a_birth_certificate_never():
    assert not hasattr(Certificate("1", TODAY), "valid_until")
    old = replace(APPLICANT, paper_until=date(2026, 8, 24))
    assert asked(a_draft(applicant=old)) == {"applicant-paper-ran-out": "warn"}
    stranger = replace(CHILD, citizenship="UZ")
    permit = DocumentBrought(code="status", valid_until="2026-08-24")
    assert with_paper(permit, child=stranger) == {"document-ran-out": "warn"}
    assert with_paper(DocumentBrought(code="status", valid_until="ертең"), child=stranger) == {}
    case = Casework()
    case.file(child=stranger, documents=(*PAPERS, permit))
    assert weights(check_wanting(case.application(), RULES, "acceptance", TODAY)) == {
        "document-ran-out": "warn"
    }
    stopped = case.accept()
    assert stopped.reason is not None
    assert stopped.reason.code == "document-ran-out"
    assert case.accept(reason="Жаңа рұқсат берілуде, анықтама көрсетілді").reason is None


def test_case_23_a_certificate_from_abroad_is_always_copied():
    abroad = replace(CHILD, certificate=Certificate("1234567890", date(2020, 9, 30), abroad=True))
    assert asked(a_draft(child=abroad)) == {"document-missing": "block"}
    assert with_paper(DocumentBrought(code="certificate-abroad"), child=abroad) == {}


def test_case_24_an_incomplete_set_is_registered_only_where_the_school_permits_it():
    assert asked(a_draft(documents=PAPERS[:2])) == {"document-missing": "block"}
    lenient = replace(SCHOOL, takes_incomplete=True)
    assert asked(a_draft(documents=PAPERS[:2]), school=lenient) == {"document-missing": "warn"}
    online = a_draft(documents=PAPERS[:2], channel="oqu")
    assert asked(online, school=lenient) == {"document-missing": "block"}


def test_case_25_an_old_form_is_taken_with_a_question():
    old = tuple(replace(one, form="063/у") if one.code == "vaccinations" else one for one in PAPERS)
    assert asked(a_draft(documents=old)) == {"document-old-form": "warn"}


def test_case_26_special_needs_need_the_conclusion_and_its_date():
    assert asked(a_draft(special_needs=True)) == {"document-missing": "block"}
    undated = DocumentBrought(code="pmpk")
    assert with_paper(undated, special_needs=True) == {"document-validity-missing": "block"}


@pytest.mark.parametrize(
    ("until", "found"),
    [("2026-08-25", {"document-expired": "block"}), ("2026-08-31", {"document-expires-soon": "warn"}),
     ("2026-09-01", {})],
)  # fmt: skip
def test_case_27_a_conclusion_that_ends_today_is_over(until, found):
    assert with_paper(DocumentBrought(code="pmpk", valid_until=until), special_needs=True) == found


def test_case_28_a_conclusion_without_the_mark_is_asked_about():
    assert with_paper(DocumentBrought(code="pmpk", valid_until="2027-01-01")) == {"pmpk-without-mark": "warn"}


def test_case_29_five_megabytes_are_allowed_and_one_byte_more_is_not():
    def codes(data: bytes) -> dict[str, str]:
        return weights(check_file("a.pdf", data, "documents.health"))

    pdf = b"%PDF-1.4" + b" " * (MAX_BYTES - 8 - 5) + b"%%EOF"
    assert codes(pdf) == {}
    assert codes(b"%PDF-1.4" + b" " * (MAX_BYTES - 8 - 4) + b"%%EOF") == {"file-too-large": "block"}
    assert codes(b"") == {"file-empty": "block"}
    two = [FileOfSet("health", "a", 3 * 2**20), FileOfSet("photo", "b", 3 * 2**20)]
    assert weights(check_set(two, 5 * 2**20)) == {"files-together-large": "note"}
    assert check_set(two, 0) == ()


def test_case_30_a_file_is_judged_by_its_bytes():
    def codes(name: str, data: bytes) -> set[str]:
        return set(weights(check_file(name, data, "documents.photo")))

    assert codes("a.png", a_picture(30, 40, "PNG")) == {"file-format"}
    assert codes("a.jpg", a_picture(30, 40, "PNG")) == {"file-format", "file-not-what-its-name-says"}
    assert codes("a.JPEG", a_picture(30, 40)) == set()
    assert codes("a.pdf", b"%PDF-1.4 cut") == {"file-broken"}


@pytest.mark.parametrize(
    ("size", "taken", "found"),
    [((300, 400), date(2026, 8, 1), set()), ((600, 600), None, {"photo-proportion"}),
     ((150, 200), None, {"photo-small"}), ((300, 400), date(2026, 2, 1), {"photo-old"}),
     ((630, 800), None, set()), ((632, 800), None, {"photo-proportion"})],
)  # fmt: skip
def test_case_31_a_photo_that_is_not_3_to_4_large_and_new_is_asked_about(size, taken, found):
    problems = check_photo(size, taken, TODAY)
    assert {one.code for one in problems} == found
    assert {one.weight for one in problems} <= {"warn"}
    assert jpeg_size(a_picture(*size)) == size
    assert jpeg_size(a_picture(*size)[:20]) is None


def test_case_32_the_same_file_twice_is_asked_about():
    files = [FileOfSet("photo", "a", 10), FileOfSet("health", "a", 10), FileOfSet("vaccinations", "b", 10)]
    assert [(one.code, one.at, one.weight) for one in check_set(files, 0)] == [
        ("file-twice", "documents.photo", "warn"),
        ("file-twice", "documents.health", "warn"),
    ]
