"""The papers that sample parents bring: what stands on them and which file they come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from admission.intake import IntakeAttachment
from admission.people import Child, Sex
from demo.scans import form_jpeg, form_pdf, photo_jpeg


class Paper(NamedTuple):
    """One kind of paper: its file's name, its heading and lines; `{child}` and `{born}` are filled in."""

    file: str
    title: str
    lines: Sequence[str]


_WHO: Final = ("Баланың аты-жөні: {child}", "Туған күні: {born}")
_ISSUED: Final = "Берілген күні: 20.05.2026"

PAPERS: Final[Mapping[str, Paper]] = {
    "vaccinations": Paper(
        "065у.jpg",
        "№ 065/у нысан\nПрофилактикалық екпелердің картасы",
        (
            *_WHO,
            "БЦЖ: 1-тәулікте",
            "В гепатитіне қарсы: 1-тәулікте, 2 ай, 4 ай",
            "АбКДС + ИПВ: 2 ай, 3 ай, 4 ай, 18 ай",
            "Пневмококк инфекциясы: 2 ай, 4 ай, 12 ай",
            "Қызылша, қызамық, паротит: 12 ай",
            "Медициналық қарсы көрсетілімдер: жоқ",
            _ISSUED,
        ),
    ),
    "health": Paper(
        "052-2у.pdf",
        "№ 052-2/у нысан\nБала денсаулығының паспорты",
        (
            *_WHO,
            "Бойы мен салмағы: жасына сай",
            "Көру: қалыпты     Есту: қалыпты",
            "Денсаулық тобы: II",
            "Дене шынықтыру тобы: негізгі",
            "Мектепке дайындығы: дайын",
            _ISSUED,
        ),
    ),
    "pmpk": Paper(
        "ПМПК.pdf",
        "Психологиялық-медициналық-педагогикалық\nконсультацияның қорытындысы",
        (
            *_WHO,
            "Ерекше білім беру қажеттіліктері: бар",
            "Ұсынылады: жалпы білім беретін сынып,",
            "логопедтің және арнаулы педагогтің қолдауы",
            _ISSUED,
        ),
    ),
    "guardianship": Paper(
        "қорғаншылық.pdf",
        "Қорғаншылық белгілеу туралы\nШЕШІМ",
        (*_WHO, "Қорғаншы болып өтініш беруші тағайындалсын.", _ISSUED),
    ),
    "status": Paper(
        "ықтиярхат.jpg",
        "Шетелдіктің Қазақстан Республикасында\nтұруына ықтиярхат",
        (*_WHO, "Тұрғылықты жері бойынша тіркелген", _ISSUED),
    ),
}


def photo(sex: Sex, seed: int) -> IntakeAttachment:
    """A portrait for the child's card."""
    content = photo_jpeg(seed, sex, long_hair=sex == "female")
    return IntakeAttachment(document="photo", name="фото.jpg", content=content)


def paper(code: str, child: Child, seed: int) -> IntakeAttachment:
    """One paper with the child's name on it, as a scan; KeyError for a code without a sample."""
    return _scan(code, seed, child.name.full, f"{child.born:%d.%m.%Y}")


def blank_paper(code: str, seed: int) -> IntakeAttachment:
    """The same paper with nobody's name on it, so that many applications can share one file."""
    return _scan(code, seed, "", "")


def _scan(code: str, seed: int, child: str, born: str) -> IntakeAttachment:
    kind = PAPERS[code]
    lines = [line.format(child=child, born=born) for line in kind.lines]
    draw = form_pdf if kind.file.endswith(".pdf") else form_jpeg
    return IntakeAttachment(document=code, name=kind.file, content=draw(kind.title, lines, seed))
