"""The settings of one centre: where its ledger and files lie, how much it takes at once; frozen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).parent.parent
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """`database_url` as SQLAlchemy writes it; `files` holds attachments, and beside it lies the timeline file.

    `max_body` bounds a request of a desk once unpacked, in bytes.
    """

    database_url: str
    files: Path
    resources: Path = HOUSE / "resources"
    catalogues: Path = HOUSE / "translations"
    max_body: int = 16 * MEBIBYTE

    @property
    def own_profiles(self) -> Path:
        """Profiles an administrator keeps: edited copies of ours."""
        return self.files.parent / "profiles"

    @property
    def keys(self) -> Path:
        """What this centre signs with and what is sealed to it: as precious as the database, and apart from it."""
        return self.files.parent / "centre.key"

    @property
    def timeline(self) -> Path:
        """Epoch and high-water marks, kept outside the database (SYNC C4)."""
        return self.files.parent / "timeline.json"


def settings_in(data: Path, database_url: str = "") -> Settings:
    """The settings of a centre that keeps everything in the folder `data`: SQLite unless a URL is given."""
    return Settings(
        database_url=database_url or f"sqlite:///{data / 'ledger.db'}",
        files=data / "files",
    )
