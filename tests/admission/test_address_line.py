"""An address in one line into its parts, and nothing invented where it cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.address_line import read_address_line
from admission.people import Address


def parts(text: str, home: str = "Астана") -> tuple[str, str, str, str]:
    told = read_address_line(text, home)
    return told.locality, told.street, told.house, told.flat


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Сәтбаев көшесі 12-5", ("", "Сәтбаев көшесі", "12", "5")),
        ("Сәтбаев көшесі, 12, 5", ("", "Сәтбаев көшесі", "12", "5")),
        ("г. Астана, ул. Сатпаева, д. 12, кв. 5", ("г. Астана", "ул. Сатпаева", "12", "5")),
        ("Астана, Сәтбаев 12", ("Астана", "Сәтбаев", "12", "")),
        ("Астана қ., Абай көшесі 12 үй 3 пәтер", ("Астана қ.", "Абай көшесі", "12", "3")),
        ("Абай көшесі 12/2 кв 5", ("", "Абай көшесі", "12/2", "5")),
        ("Керей, Жәнібек хандар көшесі 22", ("", "Керей, Жәнібек хандар көшесі", "22", "")),
        ("6 мкр, ул. Абая 12", ("", "6 мкр, ул. Абая", "12", "")),
        ("6 шағын аудан, 12 үй, 5 пәтер", ("", "6 шағын аудан", "12", "5")),
        ("1 Мамыр көшесі, 5", ("", "1 Мамыр көшесі", "5", "")),
        ("ул. Абая, кв. 5", ("", "ул. Абая", "", "")),
        ("Астана, ул. Абая, б/н", ("Астана", "ул. Абая", "", "")),
        ("Абай", ("", "Абай", "", "")),
        ("", ("", "", "", "")),
    ],
)
def test_a_line_is_read(text, told):
    assert parts(text) == told


def test_a_region_a_district_and_an_okrug_name_themselves():
    told = read_address_line("Ақмола облысы, Целиноград ауданы, Қоянды а/о, Қоянды ауылы, Абай көшесі, 15/2")
    assert told == Address(
        region="Ақмола облысы", district="Целиноград ауданы", okrug="Қоянды а/о", locality="Қоянды ауылы",
        street="Абай көшесі", house="15/2",
    )  # fmt: skip


def test_a_bare_name_is_a_settlement_only_at_home():
    assert parts("Қосшы, Абай көшесі 3", home="Қосшы")[0] == "Қосшы"
    assert parts("Қосшы, Абай көшесі 3")[0] == ""


@given(st.text(max_size=60))
def test_no_line_is_too_odd_to_be_read(text):
    read_address_line(text, "Астана")
