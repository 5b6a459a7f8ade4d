"""Where a module may be changed: its expressions and statements, without types, docstrings, messages and helps."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

TYPES = {"annotation", "returns", "type_comment", "type_params"}
WORDS_FOR_THE_SHELL = {"help", "prog", "description", "metavar", "usage", "epilog"}
# Nothing a rule answers shows these: a second guard, or what Linux does anyway.
UNSEEN = {"frozen", "kw_only", "strict", "encoding"}
GENERICS = {"list", "dict", "tuple", "set", "frozenset", "type", "Callable", "Mapping", "Sequence"}
UNSEEN_CALLS = {"TypeVar", "NewType", "cast", "lru_cache"}


@dataclass(frozen=True)
class Site:
    """A node and where its parent keeps it, with its scope and the lines of its statement.

    `function` is the outermost function whose body holds it; empty for what runs when the module is imported.
    """

    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None
    scope: str = ""
    lines: range = range(0)
    function: str = ""

    def put(self, node: ast.AST) -> None:
        """Another node in its place."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def sites(tree: ast.Module) -> Iterator[Site]:
    """Every place, in the order of the text."""
    top = Site(tree, tree, "", None)
    for child in children(top):
        yield from _inside(child)


def _inside(site: Site) -> Iterator[Site]:
    if is_silent(site):
        return
    site = _entered(site)
    yield site
    for child in children(site):
        yield from _inside(child)


def children(site: Site) -> Iterator[Site]:
    """What a node holds, one level down."""
    for field, value in ast.iter_fields(site.node):
        if field in TYPES:
            continue
        within = field == "body" and isinstance(site.node, ast.FunctionDef)
        function = site.function or (site.scope if within else "")
        for index, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(one, ast.AST):
                yield replace(site, node=one, parent=site.node, field=field, index=index, function=function)


def _entered(site: Site) -> Site:
    """The same site, knowing the function and the statement it begins."""
    node = site.node
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        site = replace(site, scope=f"{site.scope}.{node.name}".lstrip("."))
    if isinstance(node, ast.stmt):
        site = replace(site, lines=_header(node))
    return site


def _header(node: ast.stmt) -> range:
    """The lines of a statement, of one with a body the lines above it."""
    body = getattr(node, "body", None)
    end = body[0].lineno - 1 if body else node.end_lineno or node.lineno
    return range(node.lineno, max(end, node.lineno) + 1)


def is_silent(site: Site) -> bool:
    """Whether a change here would change no answer: words for people, types, what only a shell sees."""
    node, parent = site.node, site.parent
    if isinstance(node, ast.Assert | ast.Import | ast.ImportFrom) or _is_type(node):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.keyword):
        return node.arg in WORDS_FOR_THE_SHELL | UNSEEN
    return _is_message(node, parent) or _is_shell(node) or _is_unseen_call(node)


def _is_type(node: ast.AST) -> bool:
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.annotation) == "TypeAlias"
    return isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in GENERICS


def _is_message(node: ast.AST, parent: ast.AST) -> bool:
    """The words of an error: what is raised, and what an error hands to its parent."""
    if isinstance(parent, ast.Raise):
        return True
    return isinstance(node, ast.Expr) and ast.unparse(node).startswith("super().__init__(")


def _is_shell(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("__name__ == '__main__'", "TYPE_CHECKING")


def _is_unseen_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in UNSEEN_CALLS
