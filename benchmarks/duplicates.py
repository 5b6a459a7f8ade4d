"""Duplicates: how many of a labelled set are found, how many found wrongly; how long a district's list takes."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from admission.duplicates import Candidate, Match, blocking_keys, candidates, compare
from admission.folding import fold, skeleton
from benchmarks.figures import Figure, Figures, milliseconds, p95
from tests.admission.labelled_pairs import OTHER_SEED, Pair, a_child, labelled_pairs

DISTRICT = 200_000
LOOKUPS = 2_000

Index = Mapping[str, list[Candidate]]


def figures() -> Figures:
    """Recall and false positives on the seed that the rules were not tuned on; a lookup among 200,000 children."""
    pairs = labelled_pairs(OTHER_SEED)
    found = [pair for pair in pairs if compare(pair.one, pair.other)]
    samples = _lookups(random.Random(DISTRICT))
    return {
        "duplicates_recall": Figure(_share(found, pairs, same=True), "share", 0.99, better="higher"),
        "duplicates_false_positives": Figure(_share(found, pairs, same=False), "share", 0.01),
        "duplicates_200k_p95": Figure(p95(samples), "ms", 50.0),
    }


def lookup(index: Index, child: Candidate) -> list[Match]:
    """The children of the list who may be this one: keys, index, comparison."""
    others = {other.id: other for key in blocking_keys(child) for other in index.get(key, ())}
    return candidates(child, others.values())


def index_of(children: Iterable[Candidate]) -> Index:
    """The children by their keys, as a replica or a district keeps them."""
    index: dict[str, list[Candidate]] = defaultdict(list)
    for child in children:
        for key in blocking_keys(child):
            index[key].append(child)
    return index


def _share(found: list[Pair], pairs: list[Pair], same: bool) -> float:
    return sum(pair.same is same for pair in found) / sum(pair.same is same for pair in pairs)


def _lookups(chance: random.Random) -> list[float]:
    """Real names are more than the invented ones: each lookup begins without remembered names."""
    index = index_of(replace(a_child(chance), id=str(number)) for number in range(DISTRICT))
    return [_asked(index, a_child(chance)) for _ in range(LOOKUPS)]


def _asked(index: Index, child: Candidate) -> float:
    fold.cache_clear()
    skeleton.cache_clear()
    return milliseconds(lambda: lookup(index, child))
