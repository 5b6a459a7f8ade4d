"""The small mistakes that are made on purpose: a comparison turned, a number off by one, an argument forgotten."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from tests.mutants.sites import UNSEEN, WORDS_FOR_THE_SHELL, Site, sites

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}
NOTHING = (None, False)


@dataclass(frozen=True)
class Mutant:
    """One change: where, what stood there and what stands there instead."""

    site: Site
    repeated: int
    before: str
    after: str
    node: ast.AST

    @property
    def key(self) -> str:
        """Its name among the module's mutants, which an edit elsewhere in the module leaves as it is."""
        again = f" #{self.repeated}" if self.repeated else ""
        return f"{self.site.scope or 'module'} | {self.before} -> {self.after}{again}"

    @property
    def line(self) -> int:
        return int(getattr(self.site.node, "lineno", self.site.lines.start))


def mutants(tree: ast.Module) -> list[Mutant]:
    """Every mutant of a module, in the order of its text."""
    seen: Counter[str] = Counter()
    found = []
    for site in sites(tree):
        for new in alternatives(site.node):
            mutant = Mutant(site, 0, _text(site.node), _text(new), new)
            found.append(replace(mutant, repeated=seen[mutant.key]))
            seen[mutant.key] += 1
    return found


def _text(node: ast.AST) -> str:
    """The node in one line; of what has a body its head."""
    head = ast.unparse(ast.fix_missing_locations(node)).splitlines()
    return head[0] if isinstance(node, ast.stmt) else " ".join(line.strip() for line in head)


def alternatives(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in this node's place."""
    for kind, makers in MAKERS.items():
        if isinstance(node, kind):
            for maker in makers:
                for new in maker(node):
                    yield ast.copy_location(new, node)


def _but(node: ast.AST, **fields: object) -> Any:
    """A copy of the node with other fields."""
    new = copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    for place, op in enumerate(node.ops):
        for other in COMPARISONS[type(op)]:
            yield _but(node, ops=[*node.ops[:place], other(), *node.ops[place + 1 :]])


def _joined(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _but(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _calculated(node: ast.BinOp | ast.AugAssign) -> Iterator[ast.AST]:
    if type(node.op) in ARITHMETIC:
        yield _but(node, op=ARITHMETIC[type(node.op)]())


def _signed(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield _but(node, value=not value)
    elif isinstance(value, int | float):
        yield _but(node, value=value + 1)
        yield _but(node, value=value - 1)
    elif isinstance(value, str):
        yield _but(node, value="" if value else "filled")


def _returned(node: ast.Return) -> Iterator[ast.AST]:
    """Nothing instead of an answer; instead of "no" it would be no change."""
    if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value in NOTHING):
        yield _but(node, value=ast.Constant(None))


def _dropped(node: ast.If | ast.IfExp) -> Iterator[ast.AST]:
    """The body never, and always where no other change would turn the question."""
    yield _but(node, test=ast.Constant(False))
    if not isinstance(node.test, ast.Compare | ast.UnaryOp):
        yield _but(node, test=ast.Constant(True))


def _filtered(node: ast.comprehension) -> Iterator[ast.AST]:
    for place in range(len(node.ifs)):
        yield _but(node, ifs=node.ifs[:place] + node.ifs[place + 1 :])


def _forgotten(node: ast.Call) -> Iterator[ast.AST]:
    for place, keyword in enumerate(node.keywords):
        if keyword.arg and keyword.arg not in UNSEEN | WORDS_FOR_THE_SHELL:
            yield _but(node, keywords=node.keywords[:place] + node.keywords[place + 1 :])


def _opposite(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id in OPPOSITES:
        yield _but(node, func=_but(node.func, id=OPPOSITES[node.func.id]))


def _left_out(node: ast.Expr) -> Iterator[ast.AST]:
    if isinstance(node.value, ast.Call):
        yield ast.Pass()


MAKERS: dict[type[ast.AST], tuple[Callable[[Any], Iterator[ast.AST]], ...]] = {
    ast.Compare: (_compared,),
    ast.BoolOp: (_joined,),
    ast.BinOp: (_calculated,),
    ast.AugAssign: (_calculated,),
    ast.UnaryOp: (_signed,),
    ast.Constant: (_constant,),
    ast.Return: (_returned,),
    ast.If: (_dropped,),
    ast.IfExp: (_dropped,),
    ast.comprehension: (_filtered,),
    ast.Call: (_forgotten, _opposite),
    ast.Expr: (_left_out,),
}
