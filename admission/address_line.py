"""An address told in one line, as a census or a paper writes it, into its parts; what is not told stays empty."""

from __future__ import annotations

import re
from typing import Final

from admission.houses import read_house
from admission.people import Address
from admission.streets import settlement

_REGION: Final = re.compile(r"(?<!\w)(облысы|облыс|область|обл|region|oblast)(?!\w)", re.I)
_DISTRICT: Final = re.compile(r"(?<!\w)(ауданы|аудан|район|р-н|р-он|district)(?!\w)", re.I)
_QUARTER: Final = re.compile(r"(?<!\w)(шағын|ықшам|мөлтек)\s", re.I)
_OKRUG: Final = re.compile(r"(?<!\w)(округі|округ|а/о|с/о|okrug)(?!\w)", re.I)
_SETTLEMENT: Final = re.compile(
    r"^(?:(?:г|гор|с|п|пос|ст|а|қ)\.\s*|(?:город|село|поселок|посёлок|аул|ауыл|станция|city|village)\s)"
    r"|(?:\s(?:қаласы|қала|ауылы|ауыл|кенті|кент|станциясы|село|city|village)|\s(?:қ|а|г|с)\.)$",
    re.I,
)
_FLAT: Final = re.compile(
    r"^(?:кв(?:артира)?|пәт(?:ер)?|flat|apt)?\.?\s*№?\s*(\d{1,4}[^\W\d_]?)(?:\s*-?\s*(?:пәт(?:ер)?і?|кв)\.?)?$",
    re.I,
)
_HOUSE_AT_END: Final = re.compile(
    r"^(?P<street>.*[^\W\d_]{2}.*?)\s+(?P<house>(?:(?:д|дом|үй)\.?\s*|№\s*)?\d\S*(?:\s*үйі?)?)$", re.I
)
_BEFORE_FLAT: Final = re.compile(r"(?<=[\w.])\s+(?=(?:кв|пәт|flat|apt)\b)", re.I)
_AFTER_HOUSE: Final = re.compile(r"(?<=\d)\s*үйі?\s+(?=\d)", re.I)
_WITH_FLAT: Final = re.compile(r"^(?P<house>[^-–—]+)[-–—]\s*(?P<flat>\d{1,4}[^\W\d_]?)$")


def read_address_line(text: str, home: str = "") -> Address:
    """`Астана қ., Есіл ауданы, Сәтбаев көшесі 12-5`, `г. Астана, ул. Сатпаева, д. 12, кв. 5`.

    A bare name in front is a settlement where it is `home`, and a part of the street's name elsewhere.
    """
    parted = _BEFORE_FLAT.sub(", ", _AFTER_HOUSE.sub(", ", text))
    parts = [part.strip() for part in re.split("[,;]", parted) if part.strip()]
    told: dict[str, str] = {}
    rest = [part for part in parts if not _is_named(part, told)]
    if home and len(rest) > 1 and settlement(rest[0]) == settlement(home):
        told["locality"] = rest.pop(0)
    if len(rest) > 1 and _goes_on(rest[1]):
        rest[:2] = [", ".join(rest[:2])]
    if rest:
        street, house = _street_and_house(rest[0])
        told["street"] = street
        told |= _numbers([part for part in (house, *rest[1:]) if part])
    return Address(**told)


def _is_named(part: str, told: dict[str, str]) -> bool:
    """Whether the part says itself that it is a region, a district, an okrug or a settlement."""
    kinds = (("region", _REGION), ("okrug", _OKRUG), ("district", _DISTRICT), ("locality", _SETTLEMENT))
    for kind, pattern in kinds:
        if kind not in told and pattern.search(part) and not _QUARTER.search(part):
            told[kind] = part
            return True
    return False


def _goes_on(part: str) -> bool:
    """Whether a comma stands inside the name of the street: `Керей, Жәнібек хандар көшесі 22`."""
    return not read_house(part) and not _FLAT.match(part) and bool(_HOUSE_AT_END.match(part))


def _street_and_house(part: str) -> tuple[str, str]:
    found = _HOUSE_AT_END.match(part)
    return (found["street"], found["house"]) if found else (part, "")


def _numbers(parts: list[str]) -> dict[str, str]:
    """House and flat of what follows the street; nothing of what cannot be read."""
    if not parts:
        return {}
    joined = _WITH_FLAT.match(parts[0])
    house = read_house(joined["house"] if joined else parts[0])
    if house is None:
        return {}
    flat = joined["flat"] if joined else _flat(parts[1:])
    return {"house": str(house), "flat": flat}


def _flat(parts: list[str]) -> str:
    found = _FLAT.match(parts[0]) if parts else None
    return found[1] if found else ""
