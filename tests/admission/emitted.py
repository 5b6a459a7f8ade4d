"""Which codes the sources can say, found in their syntax trees: no code escapes the translators."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
ROOMS = (
    "admission", "desktop_app/usecases", "desktop_app/models", "desktop_app/sync", "desktop_app/signing",
)  # fmt: skip

# Calls that say a code, and which argument it is.
SAYING = {
    "Problem": 0, "refused": 0, "flagged": 1, "with_flag": 1, "ServerTrouble": 0, "DeskRevoked": 0, "WrongKey": 0,
    "Trouble": 0,
}  # fmt: skip
# Functions that answer with a code, or None.
ANSWERING = {"why_no_place", "verify_order", "_misplaced"}
# Names that hold codes: a variable, a class's own, a list of them.
TELLING = {"code", "WRONG_KEYS"}
# Arguments that are no literal: what they may be. A new one must be entered here.
DERIVED: dict[str, frozenset[str]] = {
    "f'{prefix}-letters'": frozenset({"iin-letters", "bin-letters"}),
    "f'{prefix}-length'": frozenset({"iin-length", "bin-length"}),
    "f'{prefix}-check-digit'": frozenset({"iin-check-digit", "bin-check-digit"}),
    "f'server-answered-{status}'": frozenset({"server-answered"}),
    "f'print-sets-{reason}'": frozenset(
        {"print-sets-broken", "print-sets-unknown", "print-sets-copies", "print-sets-languages"}
    ),
    "DEPARTED": frozenset({"departed"}),
    "RENUMBERED": frozenset({"renumbered"}),
    "GONE": frozenset({"snapshot-unknown"}),
    "UNREADABLE": frozenset({"answer-unreadable"}),
    "result.outcome.value.replace('_', '-')": frozenset({"refused", "applied-changed", "quarantined"}),
    "trouble.code": frozenset({"unknown"}),
    "reason": frozenset(),  # one of WRONG_KEYS
    "full": frozenset(),  # what why_no_place answered
    "wrong": frozenset(),  # what _misplaced of the centre's court answered
    "flag": frozenset(),  # what flagged and with_flag were told
    "code": frozenset(),  # what refused was told, or a variable read below
}


class Said(NamedTuple):
    """One code, where it is said, the names of its parameters where they can be read, whether it is a flag."""

    code: str
    place: str
    params: frozenset[str] | None
    flag: bool = False


def said() -> list[Said]:
    """Every code of the rooms."""
    files = [file for room in ROOMS for file in sorted((ROOT / room).glob("*.py"))]
    return [one for file in files for one in said_in(file.read_text(encoding="utf-8"), file.name)]


def said_in(source: str, name: str) -> Iterator[Said]:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        place = f"{name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call):
            yield from _of_call(node, place)
        elif isinstance(node, ast.FunctionDef) and node.name in ANSWERING:
            yield from (Said(code, place, None) for code in _answers(node))
        elif isinstance(node, ast.Assign) and set(_names(node)) & TELLING:
            yield from (Said(code, place, None) for code in _texts(node.value))


def _of_call(call: ast.Call, place: str) -> Iterator[Said]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if isinstance(call.func, ast.Attribute) and call.func.attr == "append" and _is_flags(call.func.value):
        yield from (Said(code, place, None, flag=True) for code in _texts(call.args[0]))
    yield from (
        Said(code, place, frozenset())
        for one in call.keywords
        if one.arg == "provisional"
        for code in _texts(one.value)
    )
    if name in SAYING:
        argument = _argument(call, SAYING[name])
        params, flag = _params(call, name), name in ("flagged", "with_flag")
        yield from (Said(code, place, params, flag) for code in _codes(argument, place))


def _is_flags(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "flags"


def _argument(call: ast.Call, position: int) -> ast.expr:
    named = [one.value for one in call.keywords if one.arg == "code"]
    return named[0] if named else call.args[position]


def _codes(argument: ast.expr, place: str) -> frozenset[str]:
    texts = frozenset(_texts(argument))
    if texts and not isinstance(argument, ast.JoinedStr):
        return texts
    written = ast.unparse(argument)
    assert written in DERIVED, f"{place}: what may {written} be? Enter it in DERIVED"
    return DERIVED[written]


def _texts(node: ast.expr) -> list[str]:
    """The literal texts an expression may give: itself, both arms of a choice, members of a tuple."""
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.IfExp(body=body, orelse=other):
            return _texts(body) + _texts(other)
        case ast.Tuple(elts=parts):
            return [text for part in parts for text in _texts(part)]
    return []


def _params(call: ast.Call, name: str) -> frozenset[str] | None:
    """Names of the parameters, or None where they are no literal."""
    if name == "refused":
        return frozenset(one.arg or "" for one in call.keywords)
    if name in ("flagged", "with_flag"):
        return frozenset({"number"})
    if name != "Problem":
        return None
    given = [*call.args[2:3], *(one.value for one in call.keywords if one.arg == "params")]
    if not given:
        return frozenset()
    keys = given[0].keys if isinstance(given[0], ast.Dict) else [None]
    names = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    return frozenset(names) if len(names) == len(keys) else None


def _answers(function: ast.FunctionDef) -> list[str]:
    returned = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]
    return [text for value in returned for text in _texts(value)]


def _names(node: ast.Assign) -> list[str]:
    return [target.id for target in node.targets if isinstance(target, ast.Name)]
