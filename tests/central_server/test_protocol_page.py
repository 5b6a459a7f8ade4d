"""docs/protocol.md says what the code does: its examples are read by the code, its codes are the code's."""

from __future__ import annotations

import re

import msgspec
import pytest

from admission.acts import Act, Body
from admission.courier import AnswerHead, BundleHead, Envelope
from admission.exchange import (
    DiffAnswer,
    DiffRequest,
    EnrolAnswer,
    EnrolRequest,
    KeysAnswer,
    KeysMessage,
    RefeedAnswer,
    RefeedRequest,
    RenewAnswer,
    RenewRequest,
    SnapshotOffer,
    SyncAnswer,
    SyncRequest,
    Trouble,
)
from admission.intake import Intake
from central_server.api.refusals import OF_STATUS, PLAIN
from central_server.intake import IntakeAnswer, WithdrawalAnswer, WithdrawalRequest
from central_server.schoolfile import SchoolEntry
from tests.desk import ROOT

PAGE = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"```json (\w+)\n(.*?)```", PAGE, flags=re.DOTALL))
MESSAGES = {
    message.__name__: message
    for message in (
        Act,
        AnswerHead,
        BundleHead,
        DiffAnswer,
        DiffRequest,
        EnrolAnswer,
        EnrolRequest,
        Envelope,
        Intake,
        IntakeAnswer,
        KeysAnswer,
        KeysMessage,
        RefeedAnswer,
        RefeedRequest,
        RenewAnswer,
        RenewRequest,
        SchoolEntry,
        SnapshotOffer,
        SyncAnswer,
        SyncRequest,
        Trouble,
        WithdrawalAnswer,
        WithdrawalRequest,
    )
}


def test_every_message_has_an_example():
    assert set(EXAMPLES) == set(MESSAGES)


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_an_example_is_such_a_message(name):
    example = EXAMPLES[name].replace("/9j/4AAQ…base64…", "/9j/4AAQ")
    assert isinstance(msgspec.json.decode(example, type=MESSAGES[name]), MESSAGES[name])


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_an_example_names_no_field_that_does_not_exist(name):
    fields = set(msgspec.json.decode(EXAMPLES[name].replace("…base64…", "")))
    assert fields <= set(MESSAGES[name].__struct_encode_fields__)


def test_every_kind_of_act_is_listed_with_its_fields():
    for body in Body.__args__:
        [line] = re.findall(rf"^\| `{body.__struct_config__.tag}` \|.*$", PAGE, flags=re.MULTILINE)
        assert [field for field in body.__struct_fields__ if f"`{field}`" not in line] == []


def test_every_code_of_a_refusal_is_in_the_table():
    codes = {code for _, code in PLAIN.values()} | {OF_STATUS[404]}
    assert [code for code in sorted(codes) if f"`{code}`" not in PAGE] == []
