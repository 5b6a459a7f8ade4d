"""Receipts of the centre from files: genuine ones are told, everything else has its reason and tells nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from admission.context import Outcome
from admission.exchange import ActResult
from admission.problems import Problem
from admission.receipts import Answered, receipt_statement, wipe_statement
from central_server.keys import fresh_keys
from tests.verification import pki
from verification.receipt import RECEIPT_REASONS, verify_receipt

CENTRE = fresh_keys()
KEY = CENTRE.public.verify_key
RESULTS = (
    ActResult(n=7, outcome=Outcome.APPLIED, seq=100),
    ActResult(n=8, outcome=Outcome.REFUSED, seq=101, reason=Problem("no-place")),
)
STATEMENT = receipt_statement(
    Answered(
        epoch="e1", desk="desk-1", at=pki.NOW + timedelta(microseconds=5), head="ab" * 32, results=RESULTS
    )
)


def test_a_receipt_of_the_centre_is_told():
    verdict = verify_receipt(STATEMENT, CENTRE.sign(STATEMENT), KEY)
    assert (verdict.ok, verdict.reason) == (True, None)
    assert verdict.told is not None
    assert (verdict.told.desk, verdict.told.epoch, verdict.told.head) == ("desk-1", "e1", "ab" * 32)
    assert verdict.told.at == pki.NOW + timedelta(microseconds=5)
    told = [(one.n, one.outcome, one.seq, one.reason) for one in verdict.told.outcomes]
    assert told == [(7, "applied", 100, ""), (8, "refused", 101, "no-place")]


@pytest.mark.parametrize("place", range(0, len(STATEMENT), 3))
def test_one_changed_letter_is_missed_by_the_signature(place):
    changed = STATEMENT[:place] + bytes([STATEMENT[place] ^ 1]) + STATEMENT[place + 1 :]
    assert verify_receipt(changed, CENTRE.sign(STATEMENT), KEY).reason == "receipt-signature-wrong"


def test_the_receipt_of_another_centre_is_refused():
    other = fresh_keys()
    assert verify_receipt(STATEMENT, other.sign(STATEMENT), KEY).reason == "receipt-signature-wrong"


@pytest.mark.parametrize("statement", [wipe_statement("desk-1", 7), b"", b"\xff", STATEMENT + b"\nnonsense"])
def test_what_the_centre_signed_and_is_no_receipt_is_not_taken_for_one(statement):
    assert verify_receipt(statement, CENTRE.sign(statement), KEY).reason == "receipt-broken"


@pytest.mark.parametrize("key", ["", "zz", KEY[:-2], KEY + "00"], ids=["none", "letters", "short", "long"])
def test_a_key_that_is_none_is_told_apart(key):
    assert verify_receipt(STATEMENT, CENTRE.sign(STATEMENT), key).reason == "receipt-key-broken"


@given(some.binary(max_size=300))
def test_no_signed_bytes_make_it_fall_over(statement):
    verdict = verify_receipt(statement, CENTRE.sign(statement), KEY)
    assert verdict.reason in {None, *RECEIPT_REASONS}


@given(some.text(max_size=130), some.text(max_size=70))
def test_no_text_makes_it_fall_over(signature, key):
    assert verify_receipt(STATEMENT, signature, key).reason in RECEIPT_REASONS
