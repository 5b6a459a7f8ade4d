"""Many values in one statement: both databases take them as one JSON text, which the drivers hand over at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    ARRAY,
    JSON,
    Column,
    ColumnClause,
    ColumnElement,
    Connection,
    LargeBinary,
    Text,
    any_,
    bindparam,
    column,
    func,
    select,
    type_coerce,
)
from sqlalchemy.dialects import postgresql, sqlite

Values = dict[str, Any]
ALL = "all_rows"


def insert(
    connection: Connection, statement: postgresql.Insert | sqlite.Insert, rows: Sequence[Values]
) -> None:
    """Carry out an INSERT for all rows, which have the same columns; there is at least one.

    PostgreSQL's driver would send a statement a row, three times as slowly.
    """
    if connection.dialect.name != "postgresql":
        connection.execute(statement, rows)
        return
    columns = [statement.table.c[name] for name in rows[0]]
    listed = func.json_to_recordset(bindparam(ALL, type_=Text).cast(JSON))
    told = listed.table_valued(*(column(one.name, _told_as(one)) for one in columns)).render_derived(
        with_types=True
    )
    question = select(*(_read(one, told.c[one.name]) for one in columns))
    connection.execute(
        statement.from_select([one.name for one in columns], question),
        {ALL: msgspec.json.encode(rows).decode()},
    )


def among(connection: Connection, named: Column[str], values: Iterable[str]) -> ColumnElement[bool]:
    """That the column has one of these texts."""
    listed = json.dumps(list(values))
    if connection.dialect.name == "postgresql":
        told = func.json_array_elements_text(type_coerce(listed, Text).cast(JSON)).column_valued()
        return named == any_(func.array(select(told).scalar_subquery(), type_=ARRAY(Text)))
    return named.in_(select(func.json_each(listed).table_valued("value").c.value))


def _told_as(one: ColumnClause[Any]) -> Any:
    """A column's type in JSON: bytes are base64 there, and a cast takes no collation."""
    return Text() if isinstance(one.type, Text | LargeBinary) else one.type


def _read(one: ColumnClause[Any], told: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.decode(told, "base64") if isinstance(one.type, LargeBinary) else told
