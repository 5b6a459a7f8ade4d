"""Spoiling real messages: the tree of a JSON document at any place of it, and the bytes of anything."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

Path = tuple[str | int, ...]
Json = Any  # what json.loads gives

DEEP = "@deep@"  # becomes brackets within brackets, which no writer of JSON would write
DEPTHS = (900, 5_000, 200_000)
TEXTS = (
    "", " ", "\0", "a\0b", "\ud800", "\udc00x", "\u202e", "Ə", "ǅ", "٣٤", "½", "a" * 201, "ы" * 70_000, "{0}{x}%s\\",
    "<b>&amp;", "../../etc", "a,b;c\t\r\n", "-1", "1e9", "2026-02-30", "0001-01-01", "9999-12-31",
    "2026-08-25T09:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
    "2026-08-25T09:00:00.999999999Z", "child.iin", "child.born", "actual",
)  # fmt: skip
NUMBERS = (0, 1, -1, 2, 7, 2**31 - 1, 2**31, -(2**31), 2**63 - 1, 2**63, -(2**63) - 1, 10**400, 0.5, 1e300)
OTHERS: tuple[Json, ...] = (None, True, False, [], {}, [[]], {"": None}, DEEP)

FAR = st.integers(0, 2**24)
values = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from(NUMBERS),
    st.sampled_from(OTHERS),
    st.text(max_size=40),
    st.integers(),
    st.dates().map(str),
    st.datetimes(timezones=st.timezones(), allow_imaginary=False).map(str),
)


def places(tree: Json, at: Path = ()) -> Iterator[Path]:
    """Every place of the document, the whole of it first."""
    yield at
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inside:
        yield from places(value, (*at, key))


def found(tree: Json, at: Path) -> Json:
    for key in at:
        tree = tree[key]
    return tree


@st.composite
def spoilt(draw: DrawFn, tree: Json, most: int = 4) -> Json:
    """The document with up to `most` changes; with none of them it is the real one."""
    tree = copy.deepcopy(tree)
    for _ in range(draw(st.integers(0, most))):
        at = draw(st.sampled_from(list(places(tree))))
        if not at:
            continue
        _change(draw, tree, found(tree, at[:-1]), at[-1])
    return tree


def _change(draw: DrawFn, tree: Json, around: Json, key: Any) -> None:
    how = draw(st.sampled_from(("put", "put", "put", "drop", "double", "borrow", "add")))
    if how == "put":
        around[key] = draw(values)
    elif how == "drop":
        del around[key]
    elif how == "borrow":
        around[key] = copy.deepcopy(found(tree, draw(st.sampled_from(list(places(tree))))))
    elif isinstance(around, list):
        around.insert(draw(st.integers(0, len(around))), copy.deepcopy(around[key]))
    else:
        around[draw(st.text(max_size=5))] = draw(values)


@st.composite
def written(draw: DrawFn, tree: Json) -> bytes:
    """The document as bytes of JSON; some writers escape what is not ASCII, some put a mark before all."""
    text = json.dumps(tree, ensure_ascii=draw(st.booleans()))
    depth = draw(st.sampled_from(DEPTHS)) if DEEP in text else 0
    return text.replace(f'"{DEEP}"', "[" * depth + "]" * depth).encode(errors="surrogatepass")


@st.composite
def damaged(draw: DrawFn, data: bytes, most: int = 3) -> bytes:
    """The bytes with up to `most` of them changed, cut out, doubled or added.

    What is drawn does not depend on the length, which is another one each time where something is sealed.
    """
    changed = bytearray(data)
    for _ in range(draw(st.integers(0, most))):
        start = draw(FAR) % (len(changed) + 1)
        end = min(len(changed), start + draw(st.integers(0, 40)))
        piece = draw(st.one_of(st.binary(max_size=8), st.none(), st.just(b"")))
        changed[start:end] = changed[start:end] * 2 if piece is None else piece
    is_cut = draw(st.integers(0, 9)) == 0
    return bytes(changed[: draw(FAR) % (len(changed) + 1)] if is_cut else changed)


@st.composite
def message(draw: DrawFn, tree: Json) -> bytes:
    """A real message, spoilt as a document, and now and then as bytes too."""
    body = draw(written(draw(spoilt(tree))))
    return draw(damaged(body)) if draw(st.integers(0, 4)) == 0 else body
