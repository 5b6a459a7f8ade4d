"""Many values in one statement: lists that the drivers hand over at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    Column,
    ColumnClause,
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    bindparam,
    column,
    func,
    select,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite

Values = dict[str, Any]
Found = tuple[Select[Any], Values]
Insert = postgresql.Insert | sqlite.Insert
Conflict = Literal["fail", "overwrite", "skip"]
LISTED = "listed"
MOST_STATEMENTS = 64  # kept: making one takes as long as carrying it out for a row


def insert(connection: Connection, table: Table, rows: Sequence[Values], conflict: Conflict) -> None:
    """INSERT all rows, which have the same columns; there is at least one.

    PostgreSQL's driver would send a statement a row, three times as slowly; it takes a list for each column.
    """
    names = tuple(rows[0])
    if connection.dialect.name != "postgresql":
        connection.execute(_of_rows(table, names, conflict), rows)
        return
    first = rows[0]
    lists = tuple(name for name in names if any(row[name] is not first[name] for row in rows)) or names
    values = first | {name: [row[name] for row in rows] for name in lists}
    connection.execute(_of_lists(table, names, lists, conflict), values)


def found(connection: Connection, question: Select[Any], named: Column[str], values: Iterable[str]) -> Found:
    """The question for the rows whose column has one of these texts, and what to carry it out with."""
    return _among(connection.dialect.name, question, named), {LISTED: json.dumps(list(values))}


@lru_cache(maxsize=MOST_STATEMENTS)
def _of_rows(table: Table, names: Sequence[str], conflict: Conflict) -> Insert:
    return _settled(sqlite.insert(table), names, conflict)


@lru_cache(maxsize=MOST_STATEMENTS)
def _of_lists(table: Table, names: Sequence[str], lists: Collection[str], conflict: Conflict) -> Insert:
    """The columns in `lists` have a value for each row, the others one for all."""
    listed = (bindparam(name, type_=postgresql.ARRAY(_plain(table.c[name]))) for name in lists)
    told = func.unnest(*listed).table_valued(*lists, name="told").render_derived()
    values = (told.c[name] if name in lists else _the_same(table.c[name]) for name in names)
    return _settled(postgresql.insert(table).from_select(list(names), select(*values)), names, conflict)


def _settled(statement: Insert, names: Sequence[str], conflict: Conflict) -> Insert:
    """What becomes of a row whose primary key is there already."""
    if conflict == "skip":
        return statement.on_conflict_do_nothing()
    if conflict == "overwrite":
        keys = [column.name for column in statement.table.primary_key]
        new = {name: statement.excluded[name] for name in names if name not in keys}
        return statement.on_conflict_do_update(index_elements=keys, set_=new)
    return statement


def _the_same(one: ColumnClause[Any]) -> ColumnElement[Any]:
    return bindparam(one.name, type_=one.type).cast(_plain(one))


def _plain(one: ColumnClause[Any]) -> Any:
    """A column's type for a cast, which takes no collation."""
    return Text() if isinstance(one.type, Text) else one.type


@lru_cache(maxsize=MOST_STATEMENTS)
def _among(dialect: str, question: Select[Any], named: Column[str]) -> Select[Any]:
    """PostgreSQL is made to look up each text by itself: it guesses badly how many there are, above all in a table
    that has grown since it last looked, and would rather read all of it."""
    listed = bindparam(LISTED, type_=Text)
    if dialect != "postgresql":
        return question.where(named.in_(select(func.json_each(listed).table_valued("value").c.value)))
    elements = func.json_array_elements_text(listed.cast(JSON))
    told = elements.table_valued(column("one", Text), name="told").render_derived()
    each = question.where(named == told.c.one).offset(0).lateral("each")
    return select(each).select_from(told).join(each, true())
