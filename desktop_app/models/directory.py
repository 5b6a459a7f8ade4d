"""The address directory beside the replica: what a few typed letters may mean, nearest and likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from admission.address_search import Typed, forms, readings, street_kind, street_sounds
from admission.folding import fold
from admission.houses import House, read_house
from admission.people import Address
from admission.streets import settlement
from desktop_app.models.connection import Connection, ReplicaTooNew, known_trouble
from desktop_app.models.replica import Replica

NAME = "directory.db"
VERSION = 1
CANDIDATES = (
    400  # streets looked at for one reading; more share so few letters that nobody would choose from them
)
HOUSES_OF = 6  # streets whose houses are looked up
MOST_PLACES = 30
LONG_ENOUGH = 3  # letters of a word that may name a settlement as well


class Suggestion(msgspec.Struct, frozen=True):
    """An address that may be meant. `sure`: every word was told in full, or a house of the list was."""

    address: Address
    also: str = ""
    listed: bool = True
    sure: bool = False


class _Street(NamedTuple):
    id: int
    words: str
    name: str
    also: str
    region: str
    district: str
    okrug: str
    locality: str

    def whole_words(self, typed: Typed) -> int:
        """How many of the words were told in full."""
        own = self.words.split()
        return sum(any(form in own for form in forms(word)) for word in typed.words)

    def rank(self, typed: Typed, near: Address) -> tuple[object, ...]:
        """The settlement of the school first, then whole words and the kind, then its own region and district."""
        whole = self.whole_words(typed)
        others = settlement(self.locality) != settlement(near.locality)
        far = (fold(self.region) != fold(near.region)) + (fold(self.district) != fold(near.district))
        another_kind = street_kind(self.name) not in (typed.kind, "") and bool(typed.kind)
        return (
            others,
            -whole,
            another_kind,
            len(street_sounds(self.name)) - whole,
            far,
            fold(self.name),
            self.id,
        )


def suggest(replica: Replica, text: str, near: Address, limit: int = 8) -> list[Suggestion]:
    """Up to `limit` addresses that the text may mean, `near` first; none where there is no directory.

    ReplicaTrouble when its file is damaged or a newer program's: the address can still be typed.
    """
    with known_trouble():
        db = _opened(replica)
        if db is None:
            return []
        found = _found(db, text, near, limit)
        unfinished = _without_last_word(text)
        if not found and unfinished:
            found = [replace(one, sure=False) for one in _found(db, unfinished, near, limit)]
        return found


def is_there(replica: Replica) -> bool:
    """Whether this desk has a directory."""
    return replica.path.with_name(NAME).exists()


def counts(replica: Replica) -> tuple[int, int]:
    """How many streets and houses the directory holds."""
    with known_trouble():
        db = _opened(replica)
        question = "select (select count(*) from street), (select count(*) from house)"
        streets, houses = db.execute(question).fetchone() if db else (0, 0)
        return streets, houses


def _opened(replica: Replica) -> Connection | None:
    db = replica.beside(NAME)
    if db is not None and db.execute("pragma user_version").fetchone()[0] > VERSION:
        raise ReplicaTooNew(NAME)
    return db


def _found(db: Connection, text: str, near: Address, limit: int) -> list[Suggestion]:
    home = _home(db, near.locality)
    found = (one for typed in readings(text) for one in _read(db, typed, home, near))
    return sorted(islice(_once(found), limit * 3), key=_certainty)[:limit]


def _without_last_word(text: str) -> str:
    """What stands before a last word of letters: that may be unfinished, `Сәтбаев көшес`."""
    begun, _, last = text.rstrip().rpartition(" ")
    return begun if last.isalpha() else ""


def _certainty(one: Suggestion) -> int:
    """A house of the list, then a street alone, then a house nobody listed; each as near as it was found."""
    return 0 if one.listed and one.address.house else 1 if one.listed else 2


def _once(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    seen = set()
    for one in found:
        if one.address not in seen:
            seen.add(one.address)
            yield one


def _home(db: Connection, locality: str) -> list[int]:
    question = "select id from place where folded = ? limit ?"
    return [row[0] for row in db.execute(question, (settlement(locality), MOST_PLACES))]


def _read(db: Connection, typed: Typed, home: Sequence[int], near: Address) -> Iterator[Suggestion]:
    streets = sorted(_streets(db, typed, home), key=lambda street: street.rank(typed, near))
    if not typed.house:
        yield from (_street(street, typed) for street in streets)
        return
    for street in streets[:HOUSES_OF]:
        yield from _houses(db, street, typed)


def _streets(db: Connection, typed: Typed, home: Sequence[int]) -> list[_Street]:
    """Streets at home; where those are few, streets elsewhere, and those whose settlement was named too."""
    words = [_term(word) for word in typed.words]
    own = f"street : ({' AND '.join(words)})"
    places = " OR ".join(f'"p{place}"' for place in home)
    found = _matching(db, f"home : ({places}) AND {own}") if home else []
    if len(found) < HOUSES_OF:
        found += _matching(db, own)
    if len(found) < HOUSES_OF and len(words) > 1:
        found += _matching(db, _in_settlement(typed.words))
    return list(dict.fromkeys(found))


def _in_settlement(words: Sequence[str]) -> str:
    """One word at least names the street, each of the others the street or where it lies."""
    terms = [(_term(word), len(word) >= LONG_ENOUGH) for word in words]
    choices = []
    for place, (street, _) in enumerate(terms):
        rest = [term if long else f"street : {term}" for at, (term, long) in enumerate(terms) if at != place]
        choices.append(f"({' AND '.join([f'street : {street}', *rest])})")
    return " OR ".join(choices)


def _term(word: str) -> str:
    """Numbers are meant as they stand; words may be unfinished and may carry a Russian ending."""
    whole = " OR ".join(f'"{form}"' for form in forms(word))
    return f'"{word}"' if word.isdigit() else f'("{word}" * OR {whole})'


def _matching(db: Connection, match: str) -> list[_Street]:
    question = """select street.id, words, name, also, region, district, okrug, locality
        from (select rowid from search where search match ? limit ?) as hit
        join street on street.id = hit.rowid join place on place.id = street.place"""
    return [_Street(*row) for row in db.execute(question, (match, CANDIDATES))]


def _street(street: _Street, typed: Typed) -> Suggestion:
    sure = street.whole_words(typed) == len(typed.words)
    return Suggestion(_address(street), street.also, sure=sure)


def _houses(db: Connection, street: _Street, typed: Typed) -> Iterator[Suggestion]:
    """The house itself, then those whose number goes on; the street with a house not on the list comes last."""
    question = "select house from house where street = ? and house >= ? and house < ? limit 40"
    last = typed.house if typed.flat else f"{typed.house}\U0010ffff"  # before a flat the house is complete
    known = db.execute(question, (street.id, typed.house, f"{last}\0")).fetchall()
    found = sorted((house for (house,) in known), key=_along_the_street)
    if typed.house not in found:
        yield Suggestion(_address(street, typed.house, typed.flat), street.also, listed=False)
    for house in sorted(found, key=lambda house: house != typed.house):
        yield Suggestion(_address(street, house, typed.flat), street.also, sure=house == typed.house)


def _along_the_street(house: str) -> House:
    return read_house(house) or House(0)


def _address(street: _Street, house: str = "", flat: str = "") -> Address:
    return Address(
        region=street.region,
        district=street.district,
        okrug=street.okrug,
        locality=street.locality,
        street=street.name,
        house=house,
        flat=flat,
    )
