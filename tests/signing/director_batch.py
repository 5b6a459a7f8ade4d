"""What tests of the director's batch share: who signs with what, and how every row of a desk is compared."""

from __future__ import annotations

import json
import ssl

from msgspec.structs import replace

from desktop_app.models import files
from desktop_app.signing.ncalayer import NcaLayerSigner
from desktop_app.signing.ncalayer import Wish as Key
from desktop_app.signing.ncalayer_line import Place
from desktop_app.usecases.decide_batch import Wish, decide_batch
from tests import desk as desks
from tests.desk import seen
from tests.ncalayer.people import DIRECTOR as HOLDER
from tests.ui import sample
from verification.cms import verify_cms
from verification.trust import load_trust
from verification.verdict import ExpectedSigner

DIRECTOR = replace(desks.DIRECTOR, iin=HOLDER.iin)
REASON = "Денсаулық паспортында мөр мен күні жоқ."
GROUND = ("non-compliant",)


def in_kazakh(place):
    return replace(sample.draft(place), by_territory=True, language="kk")


def press(paper):
    return f"%PDF-1.4 {paper}".encode()


def through(stand_in, cancelled=lambda: False, **more):
    root = ssl.PEM_cert_to_DER_cert(stand_in.line_root.read_text())
    place = Place(url=stand_in.url, roots=(root,), **more)
    return NcaLayerSigner(Key(HOLDER.iin, HOLDER.bin), "kk", cancelled, place)


def checking(stand_in):
    trust, expected = load_trust(stand_in.trust), ExpectedSigner(HOLDER.iin, HOLDER.bin)
    return lambda cms, content, _iin, at: verify_cms(cms, content, trust, expected, at).reason


def wishes(four):
    return [*(Wish(one, True) for one in four[:3]), Wish(four[3], False, GROUND, REASON)]


def everything(desk):
    """Every row of every table."""
    with desk.replica.read() as db:
        tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        return {name: sorted(map(repr, db.execute(f'select * from "{name}"'))) for name in tables}


def decide(desk, stand_in, some, **more):
    signer = more.pop("signer", None) or through(stand_in)
    return decide_batch(desk, DIRECTOR, some, press, signer, checking(stand_in), **more)


def kept(desk, name):
    data = files.file_bytes(desk.replica, name)
    assert data is not None
    return data


def ruling_of(desk, application):
    """The decision as it stands; a test that asks for it expects one."""
    found = seen(desk, application).decision
    assert found is not None
    return found


def manifests(desk, some):
    return [json.loads(kept(desk, ruling_of(desk, one).manifest_sha256)) for one in some]
