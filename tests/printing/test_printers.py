"""CUPS is asked by its own commands; whatever it answers, nothing is printed at another size and nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field

import pypdfium2
import pytest

from desktop_app.printing.printers import CupsPrinters, NoPrinters, PrintTrouble, Said, run
from desktop_app.printing.shifting import POINTS_OF_A_MILLIMETRE, shifted
from tests.printing import samples

IDLE = """HP accepting requests since Sat Nov 21 17:42:29 2026
printer HP is idle.  enabled since Sat Nov 21 17:42:29 2026
	Description: disabled once, accepting now
	Alerts: none
"""


ALIVE = Said(True, "scheduler is running")
GOOD, TAKEN = Said(True, IDLE), Said(True, "request id is HP-1 (1 file(s))")


@dataclass
class Spooler:
    """CUPS as its commands speak: what `lpstat` and `lp` answer, and what they were given."""

    state: Said = GOOD
    life: Said = ALIVE
    taken: Said = TAKEN
    asked: list[tuple[Sequence[str], bytes]] = field(default_factory=list)

    def __call__(self, command: Sequence[str], given: bytes, seconds: float) -> Said:
        self.asked.append((command, given))
        if "-r" in command:
            return self.life
        return self.taken if command[0] == "lp" else self.state


def code_of(printers, printer="HP"):
    with pytest.raises(PrintTrouble) as trouble:
        printers.send(b"%PDF", printer, "Qabyldau", 1)
    return trouble.value.code


def test_the_very_bytes_go_to_the_queue_unscaled():
    spooler = Spooler()
    CupsPrinters(spooler).send(b"%PDF the bytes", "HP", "Qabyldau А-0007", 2)
    command, given = spooler.asked[-1]
    told = " ".join(command)
    assert given == b"%PDF the bytes"
    assert "print-scaling=none" in told
    assert "fit-to-page=false" in told
    assert command[:7] == ("lp", "-d", "HP", "-n", "2", "-t", "Qabyldau А-0007")


def test_the_systems_own_printer_stands_first():
    told = (
        "system default destination: Xerox\n"
        "Canon accepting requests since Sat\nXerox not accepting requests since Sat -\n\tRejecting Jobs\n"
    )
    assert CupsPrinters(Spooler(Said(True, told))).names() == ("Xerox", "Canon")


def test_a_computer_without_printers_has_none_and_no_trouble():
    told = "lpstat: No destinations added.\nno system default destination"
    assert CupsPrinters(Spooler(Said(False, told))).names() == ()
    assert NoPrinters().names() == ()
    assert code_of(NoPrinters()) == "none"


@pytest.mark.parametrize(
    ("ok", "told", "code"),
    [
        (False, 'lpstat: Invalid destination name in list "HP".', "unknown"),
        (False, "lpstat: Scheduler is not running.", "spooler-gone"),
        (False, "lpstat: Bad file descriptor", "spooler-gone"),
        (True, "HP not accepting requests since Sat -\n\tRejecting Jobs\nprinter HP is idle.", "refused"),
        (True, "HP accepting requests since Sat\nprinter HP disabled since Sat -\n\tPaused\n", "offline"),
        (True, IDLE.replace("none", "offline-report"), "offline"),
    ],
)
def test_a_queue_that_would_swallow_the_paper_is_not_given_it(ok, told, code):
    spooler = Spooler(Said(ok, told))
    assert code_of(CupsPrinters(spooler)) == code
    assert {command[0] for command, _ in spooler.asked} == {"lpstat"}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ('lp: Destination "HP" is not accepting jobs.', "refused"),
        ("lp: Error - The printer or class does not exist.", "unknown"),
        ("lp: something nobody has heard of", "refused"),
    ],
)
def test_what_the_queue_says_of_the_job_becomes_a_code(told, code):
    assert code_of(CupsPrinters(Spooler(taken=Said(False, told)))) == code


def test_a_scheduler_that_does_not_run_is_told_as_that():
    gone = Said(False, "scheduler is not running")
    assert code_of(CupsPrinters(Spooler(life=gone))) == "spooler-gone"


def test_nobody_chose_a_printer():
    assert code_of(CupsPrinters(Spooler()), "") == "none"


def test_a_command_that_is_not_here_or_never_answers_is_a_trouble():
    with pytest.raises(PrintTrouble, match="spooler-gone"):
        run(("there-is-no-such-command",), b"", 1)
    with pytest.raises(PrintTrouble, match="slow"):
        run(("sleep", "5"), b"", 0.05)


def test_a_paper_moved_for_its_printer_is_still_letters_and_the_kept_one_is_untouched(press):
    pdf = press(samples.RECEIPT)
    assert shifted(pdf, 0, 0) is pdf
    before, after = _first_letter(pdf), _first_letter(shifted(pdf, 5, 2.5))
    assert before[0] == after[0] != ""
    right, down = after[1] - before[1], before[2] - after[2]
    assert (right, down) == pytest.approx((5 * POINTS_OF_A_MILLIMETRE, 2.5 * POINTS_OF_A_MILLIMETRE), abs=0.1)
    assert press(samples.RECEIPT) == pdf


def _first_letter(pdf):
    """It, its left edge and its foot, in points."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        text = document[0].get_textpage()
        left, bottom, _, _ = text.get_charbox(0)
        return text.get_text_range(0, 1), left, bottom
