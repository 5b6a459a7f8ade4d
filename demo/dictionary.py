"""`python -m demo.dictionary`: trains the zstd dictionary of the exchange on invented families, never on real ones."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import zstandard

from admission.context import Outcome
from admission.exchange import ActResult, RowLine, SyncAnswer, SyncRequest
from central_server.models import acts, feed
from central_server.models.ledger import Transaction, open_ledger
from central_server.settings import settings_in
from demo.clock import MORNING
from demo.sample import play_campaign, prepare

SIZE = 64 * 1024
NUMBER = 1  # a dictionary is never changed; another one gets the next number
FILE = Path(__file__).parent.parent / "resources" / "exchange" / f"{NUMBER}.zdict"
EPOCH = "205fa031bbddeba6"
MOST = 1_000


def train() -> bytes:
    """The dictionary: what messages of a campaign have in common."""
    with tempfile.TemporaryDirectory() as folder:
        sample = prepare(Path(folder))
        play_campaign(sample)
        ledger = open_ledger(settings_in(sample.centre))
        try:
            with ledger.read() as tx:
                samples: list[bytes | bytearray | memoryview] = [*_answers(tx, sample.school.id)]
                samples += _requests(tx, sample.school.id)
        finally:
            ledger.close()
    dictionary = zstandard.train_dictionary(SIZE, samples, dict_id=NUMBER, level=19)
    return dictionary.as_bytes()


def _answers(tx: Transaction, school: str) -> Iterator[bytes]:
    rows = feed.page(tx, school, 0, MOST).rows
    chance = random.Random(NUMBER)
    for count in (1, 2, 3, 10):
        for start in range(0, len(rows), count):
            some = rows[start : start + count]
            yield msgspec.json.encode(_answer(some, chance))


def _answer(rows: list[RowLine], chance: random.Random) -> SyncAnswer:
    results = [ActResult(n=chance.randrange(500), outcome=Outcome.APPLIED, seq=one.seq) for one in rows]
    return SyncAnswer(
        epoch=EPOCH,
        now=MORNING + timedelta(seconds=chance.randrange(100_000)),
        last_n=chance.randrange(500),
        results=results if chance.random() < 0.5 else [],
        rows=rows,
        cursor=rows[-1].seq,
        digest=f"{chance.getrandbits(256):064x}",
        receipt=f"{chance.getrandbits(512):0128x}",
    )


def _requests(tx: Transaction, school: str) -> Iterator[bytes]:
    chance = random.Random(NUMBER)
    for desk in acts.desks_of(tx, school):
        bodies = [msgspec.Raw(one.body) for one in acts.stored_acts(tx, desk, 1, MOST)]
        for count in (1, 4):
            for start in range(0, len(bodies), count):
                yield msgspec.json.encode(
                    SyncRequest(
                        p=1,
                        epoch=EPOCH,
                        cursor=chance.randrange(5_000),
                        now=MORNING + timedelta(seconds=chance.randrange(100_000)),
                        head=f"{chance.getrandbits(256):064x}",
                        acts=bodies[start : start + count],
                    )
                )


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    if FILE.exists():
        sys.exit(f"{FILE.name} is released and never changed; raise NUMBER for another one")
    FILE.write_bytes(train())
