"""The projection kept: one flat, searchable line for every application that is shown, and the keys of its likeness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from admission.projection import COLUMNS, Line, Projected, keys_of, line_of, projected

CHUNK = 500
CHANGED = ", ".join(f"{column} = excluded.{column}" for column in (*COLUMNS[1:], "waiting"))
PUT_LINE = f"""insert into application_line ({", ".join(COLUMNS)}, waiting)
    values ({", ".join("?" * len(COLUMNS))}, ?) on conflict (id) do update set {CHANGED}"""
ADD_KEY = "insert into likeness (key, application) values (?, ?)"
SHOWN = "select coalesce(shown, confirmed), shown is not null from row where kind = 'application' and id in"
CONFIRM = "update application_line set waiting = 0 where id = ?"


def project(connection: Connection, ids: Iterable[str]) -> None:
    """Bring the lines of these applications in step with what is shown."""
    for chunk in _chunks(sorted(ids)):
        found = connection.exec_driver_sql(f"{SHOWN} ({_marks(chunk)})", tuple(chunk))
        shown = [(projected(body), waiting) for body, waiting in found]
        _forget(connection, sorted(set(chunk) - {row.id for row, _ in shown}))
        _put_lines(connection, [(*line_of(row), waiting) for row, waiting in shown])
        _put_keys(connection, [row for row, _ in shown])


def confirm(connection: Connection, ids: Iterable[str]) -> None:
    """What the lines of these applications say stands, and no longer rests on waiting acts."""
    if lines := [(one,) for one in sorted(ids)]:
        connection.exec_driver_sql(CONFIRM, lines)


def rekey(connection: Connection) -> None:
    """Make the keys of likeness again for every application; nothing else is touched."""
    connection.exec_driver_sql("delete from likeness")
    ids = connection.exec_driver_sql("select id from row where kind = 'application' order by id").scalars()
    for chunk in _chunks(ids.all()):
        found = connection.exec_driver_sql(f"{SHOWN} ({_marks(chunk)})", tuple(chunk))
        _add_keys(connection, sorted(_keys([projected(body) for body, _ in found])))


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _forget(connection: Connection, gone: Sequence[str]) -> None:
    if gone:
        for table, column in (("application_line", "id"), ("likeness", "application")):
            connection.exec_driver_sql(f"delete from {table} where {column} in ({_marks(gone)})", tuple(gone))


def _put_lines(connection: Connection, lines: list[Line]) -> None:
    if lines:
        connection.exec_driver_sql(PUT_LINE, lines)


def _put_keys(connection: Connection, rows: Sequence[Projected]) -> None:
    """Only what changed is written: most acts leave the child's name as it is."""
    ids = tuple(row.id for row in rows)
    question = f"select key, application from likeness where application in ({_marks(ids)})"
    kept = {(key, application) for key, application in connection.exec_driver_sql(question, ids)}
    wanted = set(_keys(rows))
    if gone := sorted(kept - wanted):
        connection.exec_driver_sql("delete from likeness where key = ? and application = ?", gone)
    _add_keys(connection, sorted(wanted - kept))


def _add_keys(connection: Connection, keys: list[tuple[str, str]]) -> None:
    if keys:
        connection.exec_driver_sql(ADD_KEY, keys)


def _keys(rows: Iterable[Projected]) -> Iterable[tuple[str, str]]:
    return ((key, row.id) for row in rows for key in keys_of(row))
