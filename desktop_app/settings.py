"""The settings of one installation: where its files lie and how it behaves; frozen, read once at start."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from platformdirs import user_data_path

HOUSE = Path(__file__).parent.parent
PREFERENCES = "preferences.json"


@dataclass(frozen=True)
class Settings:
    """`data` holds the replica and the key vault; times in seconds unless named otherwise.

    `practice`: an invented office, which may speak with this very computer only.
    """

    data: Path
    resources: Path = HOUSE / "resources"
    catalogues: Path = HOUSE / "translations"
    language: str = "kk"
    dark: bool = False
    sync_seconds: float = 30.0
    idle_minutes: float = 10.0
    practice: bool = False

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


@dataclass(frozen=True)
class Preferences:
    """What this computer was told once: its language, its printer, and by how many millimetres paper lies askew in it.

    An empty `printer` is the system's choice, asked for each time. `key_file`: the director's key, as last used.
    """

    language: str = "kk"
    printer: str = ""
    shift_right_mm: float = 0.0
    shift_down_mm: float = 0.0
    key_file: str = ""


def read_preferences(data: Path) -> Preferences:
    """What was kept in this folder; what cannot be read is as if nobody had said it."""
    kept: dict[str, object] = {}
    with suppress(OSError, ValueError):
        read = json.loads((data / PREFERENCES).read_text(encoding="utf-8"))
        kept = read if isinstance(read, dict) else {}
    known = {
        name: kept[name] for name, plain in asdict(Preferences()).items() if _alike(kept.get(name), plain)
    }
    return Preferences(**known)  # type: ignore[arg-type]  # each is of its plain value's type


def keep_preferences(data: Path, preferences: Preferences) -> None:
    """Keep them, whole or not at all; OSError where the folder takes nothing."""
    data.mkdir(parents=True, exist_ok=True)
    fresh = data / f"{PREFERENCES}.new"
    fresh.write_text(json.dumps(asdict(preferences), ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(data / PREFERENCES)


def _alike(kept: object, plain: object) -> bool:
    return isinstance(kept, int | float if isinstance(plain, float) else str) and not isinstance(kept, bool)


def default_data() -> Path:
    """Where this user's office keeps its files."""
    return user_data_path("qabyldau", appauthor=False)
