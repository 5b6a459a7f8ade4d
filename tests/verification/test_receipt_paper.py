"""A receipt on paper proves itself: whoever changes one byte, or signs with another key, is refused."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from admission.base45 import base45, from_base45
from admission.receipt_core import PREFIX, dump_code, load_code, load_core
from central_server.keys import fresh_keys
from desktop_app.models import papers
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_receipt, reprint
from tests.desk import CHILD, EXECUTOR, a_draft, make_desk, printed
from tests.sealed import CENTRE, a_code, code_of, press, sealing_desk, unpressed, with_keys
from verification.__main__ import CATALOGUES, main
from verification.receipt_files import found_in
from verification.receipt_paper import PAPER_REASONS, KnownKeys, papers_verdict, verify_paper
from wording import Texts

KEY = CENTRE.public.verify_key
KNOWN = KnownKeys(KEY)


@pytest.fixture
def desk(tmp_path):
    with_desk = sealing_desk(tmp_path / "desk")
    yield with_desk
    with_desk.replica.close()


def test_a_genuine_receipt_tells_what_stands_on_it(desk):
    verdict = verify_paper(a_code(desk), KNOWN)
    assert (verdict.ok, verdict.reason) == (True, None)
    assert verdict.core is not None
    assert (verdict.core.number, verdict.core.child) == ("А-0001", CHILD.name.full)
    assert verdict.core.documents == ("photo", "vaccinations", "health")


def test_every_changed_byte_is_refused(desk):
    data = from_base45(a_code(desk).removeprefix(PREFIX))
    refused = {
        verify_paper(
            PREFIX + base45(data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :]), KNOWN
        ).reason
        for at in range(len(data))
    }
    assert refused == {"receipt-core-broken", "receipt-core-signature-wrong"}


def test_every_changed_letter_is_refused(desk):
    text = a_code(desk)
    for at, letter in enumerate(text):
        other = "7" if letter != "7" else "8"
        assert not verify_paper(text[:at] + other + text[at + 1 :], KNOWN).ok


def test_nothing_may_be_added_or_left_out(desk):
    data = from_base45(a_code(desk).removeprefix(PREFIX))
    for changed in (data + b"\0", data[:-1], data[1:], data * 2):
        assert not verify_paper(PREFIX + base45(changed), KNOWN).ok


def test_the_desk_of_another_centre_is_unknown(tmp_path):
    stranger = sealing_desk(tmp_path / "desk", centre=fresh_keys())
    assert verify_paper(a_code(stranger), KNOWN).reason == "receipt-desk-unknown"
    stranger.replica.close()


@pytest.mark.parametrize("centre", ["", "zz", "00" * 31])
def test_without_the_centres_key_nobody_is_believed(desk, centre):
    assert verify_paper(a_code(desk), KnownKeys(centre)).reason == "receipt-desk-unknown"


def test_a_desk_one_knows_oneself_needs_no_centre(desk):
    text = a_code(desk)
    key = load_code(text).key.hex()
    assert verify_paper(text, KnownKeys(desks=[key.upper()])).ok


def test_a_voucher_is_good_for_its_own_desk_only(desk, tmp_path):
    """Somebody with a desk's key cannot pass for another desk of the school."""
    other = with_keys(make_desk(tmp_path, name="desk-b", series="Б"))
    with other.write() as writing:
        writing.set_meta("desk", "desk-a")
    assert verify_paper(a_code(other), KNOWN).reason == "receipt-desk-unknown"
    other.replica.close()


def test_a_receipt_is_compared_with_the_child_in_hand(desk):
    text = a_code(desk)
    assert verify_paper(text, KNOWN, CHILD.iin).ok
    assert verify_paper(text, KNOWN, "201231690005").reason == "receipt-iin-wrong"


def test_a_desk_without_keys_prints_no_code(tmp_path):
    bare = make_desk(tmp_path)
    assert a_code(bare) == ""
    bare.replica.close()


def test_a_reprint_bears_the_same_code(desk):
    text = a_code(desk)
    [application] = {one.core.application for one in (verify_paper(text, KNOWN),) if one.core}
    first = issue_receipt(desk, EXECUTOR, application, unpressed)
    again = reprint(desk, EXECUTOR, first, unpressed)
    assert printed(desk, again).code == printed(desk, first).code == text


def test_what_no_code_has_room_for_leaves_the_filing_out(desk):
    because = "".join(chr(0x4E00 + n) for n in range(300))
    text = a_code(desk, confirmed=("similar-child",), confirmed_because=because)
    code = load_code(text)
    assert code.sealed == b""
    assert verify_paper(text, KNOWN).ok


def test_the_filing_is_sealed_for_the_school(desk):
    text = a_code(desk)
    code, seal = load_code(text), desk.sealer()
    assert b"840415450261" in seal.filing(text)
    assert b"840415450261" not in from_base45(text.removeprefix(PREFIX))
    with desk.write() as writing:
        writing.set_meta("school_seal", CENTRE.seal_of("school-64"))
    assert seal.filing(text) == b""
    assert seal.filing(dump_code(replace(code, sealed=b""))) == b""


def test_the_shell_reads_the_paper_itself(desk, tmp_path, capsys):
    paper = tmp_path / "receipt.pdf"
    paper.write_bytes(_paper(desk))
    assert main(["receipt", str(paper), "--key", KEY, "--iin", CHILD.iin]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"]
    assert answer["papers"][0]["core"][4] == "А-0001"
    assert main(["receipt", str(paper), "--key", "00" * 32]) == 1


def test_the_shell_reads_the_text_of_a_code(desk, tmp_path):
    file = tmp_path / "code.txt"
    file.write_text(a_code(desk) + "\n", encoding="utf-8")
    assert main(["receipt", str(file), "--key", KEY]) == 0
    file.write_text(file.read_text(encoding="utf-8").replace("A", "B"), encoding="utf-8")
    assert main(["receipt", str(file), "--key", KEY]) == 1


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_shell_says_it_in_words(desk, tmp_path, capsys, language):
    paper = tmp_path / "receipt.pdf"
    paper.write_bytes(_paper(desk))
    main(["--language", language, "receipt", str(paper), "--key", KEY])
    said = capsys.readouterr().out
    assert CHILD.name.full in said
    assert "25.08.2026 09:30" in said
    main(["--language", language, "receipt", str(paper), "--key", "00" * 32])
    assert Texts(language, CATALOGUES)("verdict-receipt-desk-unknown") in capsys.readouterr().out


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_reason_has_words(language):
    words = Texts(language, CATALOGUES)
    assert all(words(f"verdict-{code}") for code in PAPER_REASONS)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "receipt-picture-broken"),
        (b"junk", "receipt-picture-broken"),
        (b"%PDF-1.4 junk", "receipt-picture-broken"),
        (b"\xff\xd8\xff junk", "receipt-picture-broken"),
        (b"QABYLDAU1:AAAAAA", "receipt-core-broken"),
        (b"QABYLDAU9:AAAAAA", "receipt-core-newer"),
    ],
)
def test_what_is_no_receipt_is_told_apart(data, reason):
    answer = papers_verdict(found_in(data, "x"), KNOWN)
    assert (answer.ok, [one.reason for one in answer.papers]) == (False, [reason])


def test_a_paper_without_code_says_so(tmp_path):
    bare = make_desk(tmp_path)
    answer = papers_verdict(found_in(_paper(bare), "x.pdf"), KNOWN)
    assert [one.reason for one in answer.papers] == ["receipt-code-missing"]
    bare.replica.close()


def test_the_second_page_of_a_long_receipt_does_no_harm(desk):
    documents = a_draft().documents * 5
    answer = papers_verdict(found_in(_paper(desk, documents=documents), "x.pdf"), KNOWN)
    assert answer.ok
    assert [one.reason for one in answer.papers] == [None, "receipt-code-missing"]


def _paper(desk, **changes) -> bytes:
    filed = file_application(desk, EXECUTOR, a_draft(**changes))
    paper = issue_receipt(desk, EXECUTOR, filed, press)
    pdf = papers.paper_pdf(desk.replica, paper)
    assert pdf is not None
    return pdf


def test_the_core_tells_the_desks_school(desk):
    core = load_core(load_code(a_code(desk)).core)
    assert (core.school, core.desk, core.bin) == ("school-63", "desk-a", "020240000555")


def test_an_application_of_another_desk_has_a_code_without_filing(desk):
    a_code(desk)
    with desk.write() as writing:
        writing.connection.exec_driver_sql("delete from act")
    [application] = _applications(desk)
    text = code_of(desk, application)
    assert load_code(text).sealed == b""
    assert verify_paper(text, KNOWN).ok


def _applications(desk) -> list[str]:
    with desk.replica.read() as db:
        return [one for (one,) in db.execute("select id from application_line")]
