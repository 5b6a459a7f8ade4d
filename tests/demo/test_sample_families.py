"""The sample families: valid people who may all apply, and the traps of the guide of seed 002."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from admission.application import ApplicationDraft
from admission.documents import required_documents
from admission.duplicates import Candidate, candidates
from admission.filing import check_filing
from admission.filing_desk import FilingDesk
from admission.folding import fold
from admission.identifiers import check_bin, check_iin, check_phone, iin_suggests, normal_phone
from admission.people import Child
from admission.roles import Role
from admission.school import School
from admission.territory import serves
from demo.families import (
    Family,
    draft_of_family,
    families,
    karaganda_family,
    karaganda_family_2026,
    karaganda_namesake,
)
from demo.names import kazakh_patronymic, russian_patronymic, surname_for
from demo.schools import officers, school_63, school_karakoga, streams
from tests.desk import rules

COUNT = 220
LAW = rules()
THAT_DAY = date(2026, 8, 25)
SCHOOLS = pytest.mark.parametrize("school", [school_63(), school_karakoga()], ids=lambda school: school.id)


@pytest.fixture(scope="module")
def sample() -> list[Family]:
    return families(COUNT)


def codes_of(draft: ApplicationDraft, school: School) -> list[str]:
    languages = tuple(stream.language for stream in streams(school))
    desk = FilingDesk(rules=LAW, school=school, languages=languages, today=THAT_DAY)
    return sorted(one.code for one in check_filing(draft, desk) if one.weight != "note")


def twins(sample: list[Family]) -> list[tuple[Family, Family]]:
    return [(one, other) for one, other in pairwise(sample) if one.applicant == other.applicant]


def likeness(child: Child, number: int) -> Candidate:
    return Candidate(str(number), child.name, child.born, child.iin)


def test_the_same_seed_gives_the_same_families_and_another_seed_others(sample):
    assert families(COUNT) == sample
    assert families(COUNT, seed=1) != sample


def test_fewer_families_are_the_first_of_the_many(sample):
    assert families(30) == sample[:30]


def test_every_iin_is_valid_and_says_the_birth_date_and_sex(sample):
    children = [family.child for family in sample if family.child.iin]
    assert all(not check_iin(child.iin, "") for child in children)
    assert all(not check_iin(family.applicant.iin, "") for family in sample)
    hints = [iin_suggests(child.iin) for child in children]
    assert [(hint.born, hint.sex) for hint in hints] == [(child.born, child.sex) for child in children]


def test_no_number_is_given_twice(sample):
    applicants = {family.applicant.iin: family.applicant for family in sample}
    iins = [family.child.iin for family in sample if family.child.iin] + list(applicants)
    certificates = [family.child.certificate for family in sample]
    phones = Counter(applicant.phone for applicant in applicants.values())
    assert len(set(iins)) == len(iins)
    assert len(set(certificates)) == COUNT
    assert set(phones.values()) == {1}
    assert len({applicant.name.full for applicant in applicants.values()}) > COUNT * 0.9


def test_no_child_looks_like_another(sample):
    crowd = [likeness(family.child, number) for number, family in enumerate(sample)]
    assert [match for one in crowd for match in candidates(one, crowd)] == []


@SCHOOLS
def test_every_family_may_file_at_the_counter_of_its_school(school):
    warned = {"iin-absent-foreigner"}
    for family in families(COUNT, school=school):
        assert set(codes_of(draft_of_family(family), school)) <= warned


def test_phones_are_stored_as_they_are_dialled(sample):
    phones = [family.applicant.phone for family in sample]
    assert all(normal_phone(phone) == phone and not check_phone(phone, "") for phone in phones)


@SCHOOLS
def test_the_mark_of_the_territory_is_true_of_the_address(school):
    found = families(COUNT, school=school)
    assert all(serves(school.territory, one.registered) == one.by_territory for one in found)
    assert 0.6 < sum(one.by_territory for one in found) / COUNT < 0.9


def test_seven_of_ten_ask_for_kazakh(sample):
    languages = Counter(family.language for family in sample)
    assert languages.keys() == {"kk", "ru"}
    assert 0.62 < languages["kk"] / COUNT < 0.78


def test_a_village_without_bus_and_russian_class_gets_no_such_wish():
    found = families(COUNT, school=school_karakoga())
    assert {family.language for family in found} == {"kk"}
    assert not any(family.transport or family.actual for family in found)


def test_the_edges_of_the_age_rule_are_there(sample):
    born = [family.child.born for family in sample]
    assert max(born) == date(2020, 12, 31)
    assert date(2020, 2, 29) in born
    assert sum(day >= date(2020, 9, 1) for day in born) > 20
    assert min(born) == date(2019, 9, 1)


def test_every_rare_case_of_the_office_occurs(sample):
    rare = {
        "twins": len(twins(sample)),
        "special needs": sum(family.special_needs for family in sample),
        "foreigner": sum(family.child.citizenship != "KZ" for family in sample),
        "without IIN": sum(not family.child.iin for family in sample),
        "guardian": sum(family.applicant.relation == "guardian" for family in sample),
        "father": sum(family.applicant.relation == "father" for family in sample),
        "without patronymic": sum(not family.child.name.patronymic for family in sample),
        "bus from another address": sum(family.actual is not None for family in sample),
        "Kazakh class, Russian letters": sum(family.notify_in == "ru" for family in sample),
    }
    assert {case: count for case, count in rare.items() if count < 2} == {}


def test_twins_share_parent_date_and_home_and_differ_in_name_and_iin(sample):
    for one, other in twins(sample):
        assert one.child.born == other.child.born
        assert one.registered == other.registered
        assert one.child.name.given != other.child.name.given
        assert one.child.iin != other.child.iin


def test_a_father_gives_his_child_the_patronymic(sample):
    fathers = [one for one in sample if one.applicant.relation == "father" and one.child.name.patronymic]
    assert all(fold(one.child.name.patronymic)[:3] == fold(one.applicant.name.given)[:3] for one in fathers)


def test_every_kazakh_letter_occurs_small_and_capital(sample):
    written = "".join(family.child.name.full + family.applicant.name.full for family in sample)
    missing = set("ӘҒҚҢӨҰҮҺІ" + "әғқңөұүһі") - set(written)
    assert missing == {"Ң"}  # no word begins with it


def test_papers_are_those_the_profile_asks_for(sample):
    for family in sample:
        asked = {rule.code for rule in required_documents(draft_of_family(family), LAW)}
        assert set(family.papers) == asked


def test_the_guide_s_family_trips_over_its_own_traps():
    codes = codes_of(draft_of_family(karaganda_family()), school_63())
    assert codes == [
        "address-not-served",
        "certificate-in-future",
        "certificate-looks-like-iin",
        "starts-late",
    ]


def test_the_guide_s_family_of_2026_may_file_under_both_spellings():
    for family in (karaganda_family_2026(), karaganda_namesake()):
        assert codes_of(draft_of_family(family), school_63()) == []


def test_the_two_spellings_are_seen_as_one_child():
    asked, known = likeness(karaganda_family_2026().child, 1), likeness(karaganda_namesake().child, 2)
    (match,) = candidates(asked, [known])
    assert set(match.reasons) == {"iin-digit-wrong", "same-name-and-date"}


@SCHOOLS
def test_a_school_has_a_valid_bin_and_phone_and_lies_in_its_own_territory(school):
    assert check_bin(school.bin, "") == ()
    assert check_phone(school.phone, "") == ()
    assert serves(school.territory, school.address)


@SCHOOLS
def test_a_school_s_office_holds_every_role_and_plain_passwords_only(school):
    staff = officers(school)
    roles = frozenset().union(*(officer.roles for officer, _ in staff))
    assert roles == {Role.EXECUTOR, Role.DIRECTOR, Role.ADMINISTRATOR}
    assert all(password and not officer.password_hash for officer, password in staff)
    assert all(not check_iin(officer.iin, "") for officer, _ in staff)
    assert len({officer.id for officer, _ in staff}) == len(staff)


def test_the_city_has_150_places_and_the_village_25():
    assert [(one.language, one.capacity) for one in streams(school_63())] == [("kk", 150), ("ru", 50)]
    assert [(one.id, one.capacity) for one in streams(school_karakoga())] == [("school-karakoga/2026/kk", 25)]


@pytest.mark.parametrize(
    ("man", "woman"),
    [("Ахметов", "Ахметова"), ("Островский", "Островская"), ("Ким", "Ким"), ("Нұрәлі", "Нұрәлі")],
)
def test_a_woman_bears_the_surname_in_its_own_form(man, woman):
    assert surname_for("female", man) == woman
    assert surname_for("male", man) == man


@pytest.mark.parametrize(
    ("father", "son", "daughter"),
    [
        ("Сергей", "Сергеевич", "Сергеевна"),
        ("Евгений", "Евгеньевич", "Евгеньевна"),
        ("Игорь", "Игоревич", "Игоревна"),
        ("Иван", "Иванович", "Ивановна"),
    ],
)
def test_a_russian_patronymic_follows_the_end_of_the_name(father, son, daughter):
    assert (russian_patronymic("male", father), russian_patronymic("female", father)) == (son, daughter)


def test_a_kazakh_patronymic_joins_the_father_s_name():
    assert (kazakh_patronymic("male", "Ербол"), kazakh_patronymic("female", "Ербол")) == (
        "Ерболұлы",
        "Ерболқызы",
    )
