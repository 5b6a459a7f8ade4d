"""The list of children: under the replica's key, replaced as a whole, gone from a revoked computer."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from admission.children_rows import ListedChild
from admission.people import PersonName
from desktop_app.models.census import NAME, forget_children, keep_children, listed_child
from desktop_app.models.connection import ReplicaDamaged
from tests.desk import KEY, make_replica

CHILD = ListedChild("200915590004", PersonName("Дүйсенбаев", "Әлихан"), sex="male", line="Сәтбаев 12")
OTHER = replace(CHILD, iin="201231690005", name=PersonName("Қасымова", "Һаят"))


@pytest.fixture
def replica(tmp_path):
    made = make_replica(tmp_path)
    yield made
    made.close()


def test_a_child_is_found_by_its_iin(replica, tmp_path):
    assert listed_child(replica, CHILD.iin) is None
    assert keep_children(tmp_path, KEY, [CHILD]) == 1
    assert listed_child(replica, CHILD.iin) == CHILD
    assert listed_child(replica, OTHER.iin) is None


def test_a_new_list_takes_the_place_of_the_old_one_or_leaves_it(replica, tmp_path):
    keep_children(tmp_path, KEY, [CHILD])

    def breaking_off():
        yield OTHER
        raise RuntimeError("the file ends here")

    with pytest.raises(RuntimeError):
        keep_children(tmp_path, KEY, breaking_off())
    assert listed_child(replica, CHILD.iin) == CHILD
    keep_children(tmp_path, KEY, [OTHER])
    assert (listed_child(replica, CHILD.iin), listed_child(replica, OTHER.iin)) == (None, OTHER)


def test_no_name_lies_readable_on_the_disk(replica, tmp_path):
    keep_children(tmp_path, KEY, [CHILD])
    stored = b"".join(file.read_bytes() for file in tmp_path.glob(f"{NAME}*"))
    assert len(stored) > 4000
    for secret in (CHILD.iin.encode(), CHILD.name.surname.encode(), b"SQLite format"):
        assert secret not in stored


def test_under_another_key_it_is_no_list(replica, tmp_path):
    keep_children(tmp_path, bytes(32), [CHILD])
    with pytest.raises(ReplicaDamaged):
        listed_child(replica, CHILD.iin)


def test_a_list_is_forgotten_for_good(replica, tmp_path):
    keep_children(tmp_path, KEY, [CHILD])
    forget_children(replica)
    assert listed_child(replica, CHILD.iin) is None


def test_a_list_that_does_not_open_is_removed_when_it_must_be_forgotten(replica, tmp_path):
    keep_children(tmp_path, bytes(32), [CHILD])
    forget_children(replica)
    assert not (tmp_path / NAME).exists()


def test_where_there_is_no_list_nothing_is_forgotten(replica, tmp_path):
    forget_children(replica)
    assert not (tmp_path / NAME).exists()
