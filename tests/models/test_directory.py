"""The address directory: what typed letters lead to, nearest first; a new import shows all or nothing."""

from __future__ import annotations

import pytest

from admission.directory_rows import DirectoryRow, Place
from admission.people import Address
from desktop_app.models import directory
from desktop_app.models.connection import ReplicaDamaged, ReplicaTooNew, connect
from desktop_app.models.directory_filling import fill_directory
from tests.desk import make_replica

NEAR = Address(region="Астана қ.", district="Есіл ауданы", locality="Астана")
HOUSES = (*map(str, range(1, 30)), "12А", "12/1", "120")


def street(
    name: str, also: str = "", *, locality: str = "Астана", district: str = "Есіл ауданы", houses=HOUSES
):
    region = "Астана қ." if locality == "Астана" else "Ақмола облысы"
    return DirectoryRow(Place(region, district, "", locality, name, also), tuple(houses))


ROWS = (
    street("Сәтбаев көшесі", "ул. Сатпаева"),
    street("Сәтбаев көшесі", "ул. Сатпаева", locality="Көкшетау", district=""),
    street("Абай көшесі", "ул. Абая"),
    street("Абай даңғылы", "пр. Абая"),
    street("Абат көшесі"),
    street("1 Мамыр көшесі", "ул. 1 Мая"),
    street("Бейбітшілік көшесі", "ул. Мира"),
    street("6 шағын аудан", district="Сарыарқа ауданы"),
    street("6 көше"),
    street("", locality="Қосшы", district="Целиноград ауданы"),
)


@pytest.fixture
def replica(tmp_path):
    fill_directory(tmp_path, ROWS)
    made = make_replica(tmp_path)
    yield made
    made.close()


def found(replica, text, near=NEAR):
    """Settlement, street, house and flat of every suggestion."""
    told = (one.address for one in directory.suggest(replica, text, near))
    return [(one.locality, one.street, one.house, one.flat) for one in told]


@pytest.mark.parametrize(
    "text",
    ["сәтб 12-5", "satb 12-5", "Сатпаева 12 кв 5", "САТПАЕВА 12, 5", "ул. Сатпаев 12-5", "Satpayev 12-5"],
)
def test_a_street_is_found_in_every_spelling(replica, text):
    assert found(replica, text)[0] == ("Астана", "Сәтбаев көшесі", "12", "5")
    assert directory.suggest(replica, text, NEAR)[0].sure


def test_the_settlement_of_the_school_comes_first_and_another_one_can_be_named(replica):
    assert [locality for locality, *_ in found(replica, "сәтбаев")] == ["Астана", "Көкшетау"]
    assert found(replica, "сәтбаев", Address(locality="Көкшетау"))[0][0] == "Көкшетау"
    assert found(replica, "көкш сәтб 7")[0] == ("Көкшетау", "Сәтбаев көшесі", "7", "")


def test_a_settlement_without_streets_is_found_by_its_name(replica):
    assert found(replica, "қосшы 4") == [("Қосшы", "", "4", "")]


def test_whole_words_come_before_beginnings_and_the_kind_decides_between_equals(replica):
    assert [name for _, name, *_ in found(replica, "абай")][:2] == ["Абай даңғылы", "Абай көшесі"]
    assert found(replica, "ул абая 7")[0][1] == "Абай көшесі"
    assert found(replica, "пр абая 7")[0][1] == "Абай даңғылы"
    assert found(replica, "аба")[2][1] == "Абат көшесі"


def test_a_number_in_a_name_is_no_house(replica):
    assert found(replica, "1 мая 3")[0] == ("Астана", "1 Мамыр көшесі", "3", "")
    assert found(replica, "6 мкр 12")[0] == ("Астана", "6 шағын аудан", "12", "")


def test_an_unfinished_house_goes_on_and_a_finished_one_does_not(replica):
    assert [house for _, _, house, _ in found(replica, "бейбіт 12")] == ["12", "12/1", "12А", "120"]
    assert [house for _, _, house, _ in found(replica, "бейбіт 12-5")] == ["12"]


def test_a_house_that_is_not_listed_is_offered_last_and_never_as_sure(replica):
    [one, other] = directory.suggest(replica, "сәтбаев 99", NEAR)
    assert (one.address.house, one.listed, one.sure, other.listed) == ("99", False, False, False)


def test_an_unfinished_kind_after_the_name_hides_nothing(replica):
    [one, *_] = directory.suggest(replica, "сәтбаев көшес", NEAR)
    assert (one.address.street, one.sure) == ("Сәтбаев көшесі", False)


@pytest.mark.parametrize(
    "text", ["", " ", "12", "жоқ көше", '"', "street:", "a* OR b", "NEAR(а б)", "-", "(", "а\0б"]
)
def test_what_leads_nowhere_leads_to_no_error(replica, text):
    assert found(replica, text) == []


def test_no_more_are_shown_than_asked_for(tmp_path):
    fill_directory(tmp_path, [street(f"Абай {number} көшесі") for number in range(900)])
    replica = make_replica(tmp_path)
    assert len(directory.suggest(replica, "абай", NEAR, limit=5)) == 5
    replica.close()


def test_without_a_directory_nothing_is_suggested(tmp_path):
    replica = make_replica(tmp_path)
    assert found(replica, "сәтбаев") == []
    assert directory.counts(replica) == (0, 0)
    fill_directory(tmp_path, ROWS)
    assert found(replica, "сәтбаев") != []
    replica.close()


def test_an_open_office_sees_the_new_directory_and_only_the_whole_of_it(replica, tmp_path):
    assert directory.counts(replica)[0] == len(ROWS)

    def breaking_off():
        yield street("Жаңа көше")
        assert found(replica, "сәтбаев") != []
        raise RuntimeError("the file ends here")

    with pytest.raises(RuntimeError):
        fill_directory(tmp_path, breaking_off())
    assert directory.counts(replica)[0] == len(ROWS)
    fill_directory(tmp_path, [street("Жаңа көше", houses=("1", "1"))])
    assert directory.counts(replica) == (1, 1)
    assert found(replica, "сәтбаев") == []
    assert found(replica, "жаңа 1")[0][1:3] == ("Жаңа көше", "1")


def test_a_damaged_or_newer_file_is_a_known_trouble(tmp_path):
    replica = make_replica(tmp_path)
    (tmp_path / directory.NAME).write_bytes(b"no database at all, but long enough to be read as one" * 40)
    with pytest.raises(ReplicaDamaged):
        directory.suggest(replica, "абай", NEAR)
    (tmp_path / directory.NAME).unlink()
    fill_directory(tmp_path, ROWS)
    db = connect(tmp_path / directory.NAME, None)
    db.execute(f"pragma user_version = {directory.VERSION + 1}")
    db.close()
    with pytest.raises(ReplicaTooNew):
        directory.suggest(replica, "абай", NEAR)
    replica.close()
