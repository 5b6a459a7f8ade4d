"""Many values in one statement: both databases take them as one JSON text, which the drivers hand over at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    JSON,
    Column,
    ColumnClause,
    ColumnElement,
    Connection,
    LargeBinary,
    Select,
    Text,
    bindparam,
    column,
    func,
    select,
    true,
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


def found(
    connection: Connection, question: Select[Any], named: Column[str], values: Iterable[str]
) -> Select[Any]:
    """The question, for the rows whose column has one of these texts.

    PostgreSQL is made to look up each of them by itself: it guesses badly how many there are, above all in a table
    that has grown since it last looked, and would rather read all of it.
    """
    listed = json.dumps(list(values))
    if connection.dialect.name != "postgresql":
        return question.where(named.in_(select(func.json_each(listed).table_valued("value").c.value)))
    elements = func.json_array_elements_text(type_coerce(listed, Text).cast(JSON))
    told = elements.table_valued(column("one", Text), name="told").render_derived()
    each = question.where(named == told.c.one).offset(0).lateral("each")
    return select(each).select_from(told).join(each, true())


def _told_as(one: ColumnClause[Any]) -> Any:
    """A column's type in JSON: bytes are base64 there, and a cast takes no collation."""
    return Text() if isinstance(one.type, Text | LargeBinary) else one.type


def _read(one: ColumnClause[Any], told: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.decode(told, "base64") if isinstance(one.type, LargeBinary) else told
