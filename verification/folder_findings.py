"""What is answered about a folder for a court: a finding for each file, the verdict over all."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

import msgspec

from verification.folder_blocks import Place
from verification.folder_index import ListedGap, Made
from verification.receipt import ToldOutcome
from verification.revocation import RevocationAnswer
from verification.verdict import Signer

# Each has its words `verdict-<code>`; those of signatures and receipts come beside them.
FOLDER_REASONS: Final = (
    "folder-index-broken",
    "folder-index-changed",
    "folder-check-changed",
    "folder-path-wrong",
    "folder-file-missing",
    "folder-file-changed",
    "folder-file-unlisted",
    "folder-hangs-on-changed",
    "folder-not-signed-by-centre",
    "paper-changed",
    "receipt-key-missing",
    "folder-certificate-revoked",
)

# What makes a file be believed, the strongest first; each has its words `holds-<code>`.
Holds = Literal["", "signature", "authority", "receipt", "chain", "named", "list-signed", "listed"]

# What a signed decision follows: nothing known, one of this folder, one that is not here; words `shell-follows-<code>`.
Follows = Literal["", "first", "here", "elsewhere"]


class Finding(msgspec.Struct, frozen=True):
    """What was found about one file; `reason` is None where it is genuine, `signer` who signed it.

    Of a changed file `places` are the changed bytes, `sizes` its size as listed and as found; of an act `received`
    is the centre's clock when it had it, `outcome` what became of it. A signed decision
    `follows` another: `previous` is its path, or the SHA-256 of its manifest. `revocation` is
    what an authority's answer means for its signature.
    """

    path: str
    reason: str | None = None
    signer: Signer | None = None
    holds: Holds = ""
    places: tuple[Place, ...] = ()
    sizes: tuple[int, int] | None = None
    received: datetime | None = None
    outcome: ToldOutcome | None = None
    follows: Follows = ""
    previous: str = ""
    revocation: RevocationAnswer | None = None


class FolderVerdict(msgspec.Struct, frozen=True):
    """Trouble with files first, then signatures, receipts and acts, good and bad, then what hangs on them.

    `gaps` and `made` are what the packer says; nobody has proven it.
    """

    ok: bool
    files: int
    findings: tuple[Finding, ...]
    gaps: tuple[ListedGap, ...] = ()
    made: Made | None = None
