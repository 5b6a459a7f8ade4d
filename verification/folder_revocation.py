"""Answers of the authority in a folder: was the certificate under a signature revoked when it was made?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from verification.certificates import Broken, der_of
from verification.folder_findings import Finding
from verification.folder_index import ListedRevocation
from verification.revocation import meaning
from verification.revocation_answer import by_ocsp, signer_and_issuer
from verification.trust import Trust


def revocation_found(
    folder: Path, listed: ListedRevocation, signed_at: datetime, trust: Trust, bad: set[str]
) -> Finding:
    """Whether the answer is the authority's and lets the signature stand; both files are whole unless `bad`."""
    if not bad.isdisjoint({listed.cms, listed.answer}):
        return Finding(listed.answer, "folder-hangs-on-changed")
    cms, answer = ((folder / path).read_bytes() for path in (listed.cms, listed.answer))
    try:
        found = signer_and_issuer(der_of(cms), trust)
    except Broken:
        return Finding(listed.answer, "cms-broken")
    if found is None:
        return Finding(listed.answer, "chain-unknown")
    told = meaning(by_ocsp(answer, *found, listed.asked), signed_at, listed.asked)
    if told.ok:
        return Finding(listed.answer, holds="authority", revocation=told)
    revoked = "folder-certificate-revoked" if told.standing == "revoked-before" else "revocation-stale"
    return Finding(listed.answer, told.reason or revoked, revocation=told)
