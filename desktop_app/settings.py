"""The settings of one installation: where its files lie and how it behaves; frozen, read once at start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

HOUSE = Path(__file__).parent.parent


@dataclass(frozen=True)
class Settings:
    """`data` holds the replica and the key vault; times in seconds unless named otherwise."""

    data: Path
    resources: Path = HOUSE / "resources"
    catalogues: Path = HOUSE / "translations"
    language: str = "kk"
    dark: bool = False
    sync_seconds: float = 30.0
    idle_minutes: float = 10.0

    @property
    def replica(self) -> Path:
        """The encrypted replica."""
        return self.data / "replica.db"

    @property
    def dictionary(self) -> Path:
        """What messages to and from the centre are packed with."""
        return self.resources / "exchange" / "1.zdict"

    @property
    def vault(self) -> Path:
        """The passphrase-wrapped key, where there is no keyring."""
        return self.data / "key.vault"

    @property
    def trust(self) -> Path:
        """The trust folder: root certificates the administrator has pinned."""
        return self.data / "trust"


def default_data() -> Path:
    """Where this user's office keeps its files."""
    return user_data_path("qabyldau", appauthor=False)
