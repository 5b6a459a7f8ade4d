"""Revisions of the replica, one after the other; none is edited once it was released."""
