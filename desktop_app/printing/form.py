"""The application as the parent signs it, filled or blank: what is not known yet is a line to write on."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from admission.family_papers import FormPaper
from desktop_app.printing import styles
from desktop_app.printing.blocks import PLAIN, Rule, Signer, letterhead, moment, sign_here
from desktop_app.printing.sheet import WIDTH
from desktop_app.printing.styles import HAIR, PALE, words
from desktop_app.printing.turns import in_turn
from wording import Texts
from wording.dates import date_words

EMPTY, MARKED = "□", "■"
APART = "\N{NO-BREAK SPACE}" * 6
LANGUAGES = ("kk", "ru")  # what a blank offers; another language is written beside
RELATIONS = ("mother", "father", "guardian")
_OWN = {"mother", "father"}
_LABEL_MM = 58

Row = tuple[str, str]  # key of the label, the value; "" is a line to write on


def form_story(form: FormPaper, texts: Sequence[Texts]) -> list[Flowable]:
    """ӨТІНІШ / ЗАЯВЛЕНИЕ with its consents (DOMAIN 3.1); one language a page."""
    return in_turn(texts, lambda one: _page(form, one, texts))


def _page(form: FormPaper, texts: Texts, both: Sequence[Texts]) -> list[Flowable]:
    return [
        *letterhead(form.letterhead, both),
        *_addressee(form, texts),
        _ruled(_from(form, texts), texts),
        Spacer(1, 5 * mm),
        words(texts("paper-form-title"), styles.TITLE),
        *_number(form, texts),
        words(_asked(form, texts), styles.FORM),
        Spacer(1, 3 * mm),
        _ruled([*_child(form, texts), *_wish(form, texts)], texts),
        Spacer(1, 3 * mm),
        words(texts("paper-form-documents"), styles.FORM_STRONG),
        *_documents(form, texts),
        Spacer(1, 3 * mm),
        KeepTogether([*_consents(form, texts), _signed(texts)]),
    ]


def _addressee(form: FormPaper, texts: Texts) -> list[Flowable]:
    names = {"kk": form.letterhead.name_kk, "ru": form.letterhead.name_ru}
    rows = [("paper-form-to", names[texts.language]), ("paper-director", form.director)]
    return [_ruled(rows, texts)]


def _number(form: FormPaper, texts: Texts) -> list[Flowable]:
    if not form.number or form.received is None:
        return []
    filed = texts("paper-numbered", number=form.number, date=moment(form.received, texts))
    return [words(filed, styles.CENTRE), Spacer(1, 1 * mm)]


def _from(form: FormPaper, texts: Texts) -> list[Row]:
    return [
        ("paper-form-from", form.applicant),
        ("paper-iin", form.applicant_iin),
        ("paper-form-relation", _one_of("paper-relation", form.relation, RELATIONS, texts)),
        ("paper-form-phone", form.phone),
        ("paper-form-email", form.email or ("–" if form.applicant else "")),
    ]


def _asked(form: FormPaper, texts: Texts) -> str:
    """Ours or a ward, a son or a daughter: Russian says it, Kazakh does only of the ward (DOMAIN 4.5)."""
    key = "paper-form-ask"
    if form.relation and form.relation not in _OWN:
        key = "paper-form-ask-ward"
    elif form.child_sex:
        key = f"paper-form-ask-{form.child_sex}"
    return texts(key, year=form.school_year, grade=form.grade)


def _child(form: FormPaper, texts: Texts) -> list[Row]:
    born = date_words(form.child_born, texts.language) if form.child_born else ""
    unknown = texts("paper-none") if form.child else ""
    return [
        ("paper-child", form.child),
        ("paper-born", born),
        ("paper-iin", form.child_iin or unknown),
        ("paper-form-citizenship", _citizenship(form.citizenship, texts)),
        ("paper-form-registered", form.registered),
        ("paper-form-actual", form.actual),
    ]


def _citizenship(code: str, texts: Texts) -> str:
    """The country's name where we know it, else the code of the document."""
    key = f"paper-citizenship-{code.lower()}"
    return texts(key) if code and texts.has(key) else code


def _wish(form: FormPaper, texts: Texts) -> list[Row]:
    rows = [
        ("paper-receipt-language", _one_of("paper-language", form.teaching, LANGUAGES, texts)),
        (
            "paper-receipt-way",
            _two("paper-receipt-inside", "paper-receipt-outside", form.by_territory, texts),
        ),
        ("paper-form-study", texts("paper-form-day")),
        ("paper-form-special", _two("paper-yes", "paper-no", form.special_needs, texts)),
        ("paper-form-transport", _two("paper-yes", "paper-no", form.transport, texts)),
        ("paper-form-notify", _one_of("paper-tongue", form.notify_in, LANGUAGES, texts)),
    ]
    return [*rows, ("paper-slip-arrival-other", form.from_school)] if form.from_school else rows


def _one_of(key: str, code: str, offered: Sequence[str], texts: Texts) -> str:
    """The chosen word; on a blank every word with a box before it."""
    if code:
        return texts(f"{key}-{code}")
    return APART.join(f"{EMPTY} {texts(f'{key}-{one}')}" for one in offered)


def _two(yes: str, no: str, said: bool | None, texts: Texts) -> str:
    if said is None:
        return f"{EMPTY} {texts(yes)}{APART}{EMPTY} {texts(no)}"
    return texts(yes if said else no)


def _ruled(rows: Sequence[Row], texts: Texts) -> Table:
    """Labels, and values on lines; a line to write on is higher than one that is written."""
    cells = [[words(texts(key), styles.FORM_LABEL), words(value, styles.FORM)] for key, value in rows]
    heights = [None if value else 8 * mm for _, value in rows]
    table = Table(cells, colWidths=[_LABEL_MM * mm, WIDTH - _LABEL_MM * mm], rowHeights=heights)
    under: Rule = ("LINEBELOW", (1, 0), (1, -1), HAIR, PALE)
    air: Rule = ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6)
    bottom: Rule = ("VALIGN", (0, 0), (-1, -1), "BOTTOM")
    table.setStyle(TableStyle([*PLAIN, air, bottom, under]))
    return table


def _documents(form: FormPaper, texts: Texts) -> list[Flowable]:
    if not form.documents:
        return [words(texts("paper-none"), styles.FORM)]
    marks = [f"{n}." for n in range(1, len(form.documents) + 1)] if form.applicant else None
    return [
        words(f"{marks[n] if marks else EMPTY} {name[texts.language]}", styles.FORM)
        for n, name in enumerate(form.documents)
    ]


def _consents(form: FormPaper, texts: Texts) -> list[Flowable]:
    """Russian agrees with the sex of who signs: known of a mother and a father, else neither."""
    who = {"mother": "-female", "father": "-male"}.get(form.relation, "")
    said = (
        (form.data_consent, texts(f"paper-form-secret{who}")),
        (form.data_correct, texts("paper-form-correct")),
    )
    return [words(f"{MARKED if given else EMPTY} {sentence}", styles.FORM) for given, sentence in said]


def _signed(texts: Texts) -> Flowable:
    return sign_here([Signer(texts("paper-recipient"), dated=True)], texts, styles.FORM, stamped=False)
