"""The address directory: importing a million houses, and what every keystroke of an address waits for."""

from __future__ import annotations

import csv
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from admission.people import Address
from benchmarks.figures import Figure, Figures, milliseconds, p95
from demo.names import KAZAKH_GIVEN, KAZAKH_SURNAMES, RUSSIAN_SURNAMES
from desktop_app.models import directory
from desktop_app.models.replica import Replica
from desktop_app.usecases.import_directory import import_directory
from tests.desk import make_replica

HOUSES = 1_000_000
OF_A_STREET = 40
SEED = 63
NEAR = Address(region="Астана қ.", district="Есіл ауданы", locality="Астана")
CITIES = ("Астана", "Алматы", "Шымкент", "Қарағанды", "Ақтөбе", "Тараз", "Павлодар", "Өскемен")
KINDS = ("көшесі", "көшесі", "көшесі", "даңғылы", "тұйығы")
HEADING = ("Облыс", "Аудан", "Елді мекен", "Көше", "Басқа атауы", "Үй")
TYPED = (
    "сәтб 12-5", "satbaev 12", "Сатпаева 12", "абай даңғылы 7-31", "6 мкр 12", "қасымов әлихан 3/1",
    "астана мұқанов 24а", "ул. Ахметова, 15 кв 8", "жұмабаев", "иванов 9", "shaimerdenov 4-4", "өтепов 20 2",
)  # fmt: skip


def figures() -> Figures:
    """Import of a CSV, then every beginning of every text, as a clerk types it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "directory.csv"
        _write(source, random.Random(SEED))
        begun = time.perf_counter()
        imported = import_directory(folder, [source])
        seconds = time.perf_counter() - begun
        assert imported.houses >= HOUSES * 0.95, imported
        size = (folder / directory.NAME).stat().st_size / 2**20
        replica = make_replica(folder)
        samples = [_asked(replica, text[:end]) for text in TYPED for end in range(1, len(text) + 1)]
        replica.close()
    return {
        "address_1m_p50": Figure(statistics.median(samples), "ms", 16.0),
        "address_1m_p95": Figure(p95(samples), "ms", 50.0),
        "address_1m_slowest": Figure(max(samples), "ms", 100.0),
        "address_1m_import": Figure(seconds, "s", 120.0),
        "address_1m_size": Figure(size, "MB", 100.0),
    }


def _asked(replica: Replica, text: str) -> float:
    return milliseconds(lambda: directory.suggest(replica, text, NEAR))


def _write(path: Path, chance: random.Random) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(HEADING)
        table.writerows(_rows(chance))


def _rows(chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Streets of real and made-up people; one in three in a city, the others in 2,000 villages."""
    surnames = [*KAZAKH_SURNAMES, *RUSSIAN_SURNAMES, "Сәтбаев", "Абай", "Достық", "Жібек жолы"]
    given = [one for names in KAZAKH_GIVEN.values() for one in names]
    for number in range(HOUSES // OF_A_STREET):
        surname = chance.choice(surnames)
        street = f"{chance.choice(given)} {surname}" if chance.random() < 0.7 else surname
        if chance.random() < 0.05:
            street, kind = str(chance.randint(1, 40)), "шағын аудан"
        else:
            kind = chance.choice(KINDS)
        where = _where(chance, number)
        for house in range(1, OF_A_STREET + 1):
            part = chance.choice(("", "", "", "", "А", "/1", "/2"))
            yield (*where, f"{street} {kind}", f"ул. {street}", f"{house}{part}")


def _where(chance: random.Random, number: int) -> tuple[str, str, str]:
    if number % 3 == 0:
        city = chance.choice(CITIES)
        return f"{city} қ.", f"{chance.choice(('Есіл', 'Алматы', 'Сарыарқа'))} ауданы", city
    village = chance.randint(1, 2000)
    return f"{village % 17} облысы", f"{village % 200} ауданы", f"{chance.choice(KAZAKH_SURNAMES)} ауылы"
