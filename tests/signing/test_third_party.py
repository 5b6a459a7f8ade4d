"""The stand-in is believed by a client that is not ours, so ours is not tried against its own misunderstandings."""

from __future__ import annotations

import base64
import json

import pytest

from tests.ncalayer import third_party, trial
from tests.ncalayer.people import DIRECTOR
from tests.verification import pki
from verification.cms import verify_cms
from verification.trust import load_trust
from verification.verdict import ExpectedSigner

here = pytest.mark.skipif(
    not third_party.is_here(),
    reason="ncalayer-js-client is not here (python -m tests.ncalayer.third_party): stand-in not cross-checked",
)


@here
def test_the_client_of_the_portals_accepts_the_stand_in(stand_in):
    told = third_party.answers(stand_in)
    assert (told["version"], told["tokens"], told["cancelled"]) == ("1.4", [], True)
    assert "INVOCATION_ERROR" in told["wrong"]
    expected, trust = ExpectedSigner(DIRECTOR.iin, DIRECTOR.bin), load_trust(stand_in.trust)
    for content, armoured in zip((b"one", b"a", b"b", b"c"), [told["one"], *told["many"]], strict=True):
        cms = base64.b64decode("".join(armoured.splitlines()[1:-1]))
        assert verify_cms(cms, content, trust, expected, pki.NOW).ok


def test_the_trial_for_a_real_computer_runs_against_the_stand_in(stand_in, capsys, monkeypatch):
    """With a clock of today the town's certificates are long expired or not yet valid: told, not hidden."""
    monkeypatch.setenv("SSL_CERT_FILE", str(stand_in.line_root))
    monkeypatch.setattr(trial, "BATCHES", ((2, 350),))
    command = ["--trust", str(stand_in.trust), "--iin", DIRECTOR.iin, "--bin", DIRECTOR.bin]
    status = trial.main([*command, "--url", stand_in.url, "--any-key"])
    [told] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (told["documents"], told["holds"] == 2) == (2, status == 0)
    assert stand_in.requests()[0]["args"]["signerParams"]["chain"] == []
