"""Who may act: the roles of a school office and the officers who hold them."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from admission.people import PersonName


class Role(StrEnum):
    """Roles of seeds 000 and 003; `portal`: the parent, through the centre; `department`: seed 002's."""

    EXECUTOR = "executor"
    DIRECTOR = "director"
    ADMINISTRATOR = "administrator"
    PORTAL = "portal"
    DEPARTMENT = "department"


class Officer(msgspec.Struct, frozen=True, kw_only=True, tag="officer", tag_field="row"):
    """A person who signs in at a desk of one school; the password is kept only as an argon2 hash."""

    id: str
    school: str
    login: str
    name: PersonName
    iin: str = ""
    roles: frozenset[Role] = frozenset()
    password_hash: str = ""
    active: bool = True

    def may(self, role: Role) -> bool:
        """Whether this officer is in office and holds the role."""
        return self.active and role in self.roles
