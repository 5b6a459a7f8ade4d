"""The proposal of classes: nobody lost, even in size and girls, twins as was asked, the same every time."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from admission.class_proposal import propose
from admission.classes import (
    ALPHABET,
    Pupil,
    Tally,
    check_classes,
    letters_of,
    next_letter,
    tally,
    twins_of,
    wish_of,
)
from tests.desk import STREAMS, rules

LIMIT = 30


def children(*kinds: str) -> list[Pupil]:
    """`g` a girl, `b` a boy, a capital for special needs; `gb/t` are twins."""
    found = []
    for place, kind in enumerate(kinds):
        who, _, twins = kind.partition("/")
        for more, sex in enumerate(who):
            name = f"{place:03}{more}"
            pupil = Pupil(id=name, girl=sex in "gG", special=sex.isupper(), twins=twins or f"alone {name}")
            found.append(pupil)
    return found


def put(pupils, letters="АӘБ", limit=LIMIT):
    """The children with the letters they were given."""
    got = propose(pupils, letters, limit)
    assert sorted(got) == sorted(one.id for one in pupils), "somebody was lost or doubled"
    return [replace(one, letter=got[one.id]) for one in pupils]


def asked(pupils, wish):
    """Their parents asked for this."""
    return [replace(one, twins_wish=wish) for one in pupils]


def numbers(pupils, letters="АӘБ"):
    found = tally(pupils)
    return [found.get(letter, Tally()) for letter in letters]


def spread(values):
    values = list(values)
    return max(values) - min(values)


ALONE = some.lists(some.sampled_from(["g", "b", "G", "B"]), max_size=70).map(lambda kinds: children(*kinds))


@some.composite
def with_twins(draw, wish="together"):
    kinds = draw(some.lists(some.sampled_from(["g", "b", "G", "B", "gg", "bb", "gb", "gB"]), max_size=40))
    named = [f"{kind}/{place}" if len(kind) > 1 else kind for place, kind in enumerate(kinds)]
    return asked(children(*named), wish)


@some.composite
def a_real_case(draw):
    """Twins with and without wishes, some children placed by hand, perhaps too little room."""
    pupils = draw(with_twins(""))
    hand = some.sampled_from(["", "", "", "А", "Ә", "Б"])
    wish = some.sampled_from(["", "", "", "together", "apart"])
    placed = [replace(one, letter=draw(hand), twins_wish=draw(wish)) for one in pupils]
    return placed, draw(some.sampled_from([5, 12, LIMIT]))


@given(ALONE)
def test_sizes_and_girls_and_boys_differ_by_one_at_most(pupils):
    found = numbers(put(pupils))
    assert spread(one.size for one in found) <= 1
    assert spread(one.girls for one in found) <= 1
    assert spread(one.boys for one in found) <= 2
    assert sum(one.size for one in found) == len(pupils)


@given(with_twins())
def test_with_twins_sizes_and_girls_differ_by_two_at_most_and_twins_stay_together(pupils):
    done = put(pupils)
    found = numbers(done)
    assert spread(one.size for one in found) <= 2
    assert spread(one.girls for one in found) <= 2
    assert all(len({one.letter for one in ones}) == 1 for ones in twins_of(done).values())


@given(a_real_case())
def test_twins_nobody_asked_anything_for_are_children_like_all_others(case):
    pupils, limit = case
    plain = [replace(one, twins_wish="") for one in pupils]
    assert propose(plain, "АӘБ", limit) == propose([replace(one, twins="") for one in plain], "АӘБ", limit)


@given(a_real_case())
def test_a_wish_of_one_twin_is_the_wish_of_both(case):
    pupils, limit = case
    wishes = {twins: wish_of(ones) for twins, ones in twins_of(pupils).items()}
    all_say_it = [replace(one, twins_wish=wishes.get(one.twins, "")) for one in pupils]
    assert propose(all_say_it, "АӘБ", limit) == propose(pupils, "АӘБ", limit)


@given(a_real_case())
def test_a_warning_of_twins_is_a_broken_wish_and_every_broken_wish_is_told(case):
    pupils, _ = case
    told = {one.params["child"]: one.code for one in check_classes(pupils, rules()) if "child" in one.params}
    broken = {}
    for ones in twins_of(pupils).values():
        letters = [one.letter for one in ones if one.letter]
        kinds = {one.twins_wish for one in ones}
        if "apart" in kinds and len(set(letters)) < len(letters):
            broken[ones[0].id] = "twins-together"
        elif kinds in ({"together"}, {"together", ""}) and len(set(letters)) > 1:
            broken[ones[0].id] = "twins-parted"
    assert told == broken


@given(with_twins())
def test_sizes_differ_by_one_where_single_children_can_make_up_for_twins(pupils):
    done = put(pupils)
    largest = max(numbers(done), key=lambda one: one.size)
    letters = [letter for letter, one in tally(done).items() if one.size == largest.size]
    together = {one.id for ones in twins_of(done).values() for one in ones}
    if any(one.letter in letters and one.id not in together for one in done):
        assert spread(one.size for one in numbers(done)) <= 1


@given(a_real_case())
def test_whoever_was_placed_by_hand_stays_and_no_class_is_overfilled(case):
    pupils, limit = case
    done = put(pupils, limit=limit)
    assert all(was.letter in ("", now.letter) for was, now in zip(pupils, done, strict=True))
    for before, after in zip(numbers(pupils), numbers(done), strict=True):
        assert after.size <= max(limit, before.size)


@given(a_real_case())
def test_nobody_is_left_out_while_there_is_room(case):
    pupils, limit = case
    done = put(pupils, limit=limit)
    room = sum(max(0, limit - one.size) for one in numbers(done))
    left = [one for one in done if not one.letter]
    alone = [one for one in left if one.twins not in twins_of(pupils)]
    assert room == 0 or not alone
    assert room < 2 or not left


@given(a_real_case(), some.randoms(use_true_random=False))
def test_the_same_children_in_another_order_get_the_same_letters(case, chance):
    pupils, limit = case
    mixed = list(pupils)
    chance.shuffle(mixed)
    assert propose(mixed, "АӘБ", limit) == propose(pupils, "АӘБ", limit)


@given(ALONE)
def test_no_swap_of_two_children_would_be_better(pupils):
    """The slow way: every two children of two classes change places."""
    done = put(pupils)

    def cost(ones):
        found = numbers(ones)
        return [sum(one.girls**2 for one in found), sum(one.special**2 for one in found)]

    best = cost(done)
    for one, other in product(done, done):
        if one.letter < other.letter and (one.girl, one.special) != (other.girl, other.special):
            letters = {one.id: other.letter, other.id: one.letter}
            assert cost([replace(who, letter=letters.get(who.id, who.letter)) for who in done]) >= best


@given(with_twins("apart"))
def test_twins_who_ask_for_it_are_parted(pupils):
    done = put(pupils)
    for ones in twins_of(done).values():
        assert len({one.letter for one in ones}) == len(ones)


def test_a_twin_who_shall_be_together_goes_where_the_other_one_stands():
    pupils = asked(children(*"gbgbgb", "gb/t"), "together")
    pupils[-1] = replace(pupils[-1], letter="Б")
    done = put(pupils)
    assert [one.letter for one in done[-2:]] == ["Б", "Б"]


def test_a_twin_whose_class_is_full_goes_to_another():
    stands, comes = asked(children("bg/t"), "together")
    done = put([replace(stands, letter="А"), comes], limit=1)
    assert sorted(one.letter for one in done) == ["А", "Ә"]


def test_twins_who_shall_be_together_are_parted_only_where_no_class_has_room_for_both():
    done = put(asked(children("bb/a", "bb/b", "bb/c"), "together"), letters="АӘ", limit=3)
    assert sorted(tally(done).values()) == [Tally(3, 0, 0), Tally(3, 0, 0)]
    assert sum(len({one.letter for one in ones}) > 1 for ones in twins_of(done).values()) == 1


def test_children_with_special_needs_are_spread():
    done = put(children(*"GGGBBBggggggbbbbbb"))
    assert [one.special for one in numbers(done)] == [2, 2, 2]


def test_without_any_class_everybody_waits():
    assert propose(children("g", "b"), "", LIMIT) == {"0000": "", "0010": ""}


def test_kazakh_classes_have_the_first_letters_and_no_letter_is_given_twice():
    assert letters_of(reversed(STREAMS), 25) == {"kk": ("А", "Ә", "Б", "В"), "ru": ("Г", "Ғ")}
    assert next_letter({"А", "Ә"}) == "Б"
    assert next_letter(set(ALPHABET)) == "А2"


@pytest.mark.parametrize(
    ("pupils", "codes"),
    [
        (children(*"b" * 25), set()),
        (children(*"b" * 26), {"class-above-norm"}),
        (children(*"b" * 31), {"class-too-large"}),
        (children("gb/t"), set()),
        (asked(children("gb/t"), "together"), set()),
        (asked(children("gb/t"), "apart"), {"twins-together"}),
    ],
)
def test_what_one_should_know_of_a_class(pupils, codes):
    found = check_classes([replace(one, letter="Ә") for one in pupils], rules())
    assert {one.code for one in found} == codes
    assert all((one.at, one.weight) == ("Ә", "warn") for one in found)


def test_parted_twins_are_told_only_where_they_shall_be_together():
    one, other = children("gb/t")
    parted = (replace(one, letter="А"), replace(other, letter="Ә"))
    assert check_classes(parted, rules()) == ()
    [problem] = check_classes((replace(parted[0], twins_wish="together"), parted[1]), rules())
    assert (problem.code, problem.params) == ("twins-parted", {"child": "0000", "letters": "А, Ә"})
    waits = (replace(parted[0], letter="", twins_wish="together"), parted[1])
    assert check_classes(waits, rules()) == ()
