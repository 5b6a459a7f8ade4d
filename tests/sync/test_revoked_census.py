"""A revoked computer keeps no list of children either."""

from __future__ import annotations

import pytest

from admission.children_rows import ListedChild
from admission.people import PersonName
from central_server.administration import revoke
from desktop_app.models import queries
from desktop_app.models.census import keep_children, listed_child
from desktop_app.sync.trouble import DeskRevoked
from tests.desk import KEY

CHILD = ListedChild("200915590004", PersonName("Дүйсенбаев", "Әлихан"))


def test_the_list_of_children_goes_with_the_replica(centre, counter, clock):
    replica = counter.desk.replica
    keep_children(replica.path.parent, KEY, [CHILD])
    assert listed_child(replica, CHILD.iin) == CHILD
    revoke(centre.ledger, queries.meta(replica, "desk"), clock())
    with pytest.raises(DeskRevoked):
        counter.sync()
    assert listed_child(replica, CHILD.iin) is None
