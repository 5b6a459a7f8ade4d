"""From the form of an order to its signature: with a key file, or with a key behind NCALayer's window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from admission.problems import ActRefused
from desktop_app.ui.office import Office
from desktop_app.ui.order_form import OrderForm, line

if TYPE_CHECKING:
    from desktop_app.signing.signer import SigningTrouble

# desk, officer, plan, press, signer, check -> the order's id
Verb = Callable[..., str]


class OrderSigning:
    """`plan` gives what shall be signed by `verb`, or None; `ready` when nobody is waited for; `done` with the id."""

    def __init__(
        self,
        office: Office,
        form: OrderForm,
        verb: Verb,
        *,
        plan: Callable[[], Any],
        ready: Callable[[], None],
        done: Callable[[str], None],
    ) -> None:
        self._office, self._form, self._verb = office, form, verb
        self._plan, self._ready, self._done = plan, ready, done
        form.sign.connect(self.sign)
        form.through.connect(self.sign_through)

    def sign(self) -> None:
        """With the key file; its password is forgotten at once."""
        office, form, plan = self._office, self._form, self._plan()
        if plan is None:
            return
        path, password = line(form.key).text(), line(form.password).text()
        form.clear_password()
        form.button.setEnabled(False)
        office.do(partial(_signed, office, self._verb, plan, path, password), self._answered, self._refused)

    def sign_through(self) -> None:
        """At NCALayer's window; pressed again meanwhile, the wait is given up."""
        office, window = self._office, self._office.key_window
        if window.is_open:
            window.stop()
            return
        plan = self._plan()
        if plan is not None:
            window.begin()
            self._form.wait(True)
            work = partial(_signed_through, office, self._verb, plan, office.words.language)
            office.do(work, self._answered, self._refused, lane=window.lane)

    def _answered(self, answer: str | SigningTrouble | OSError) -> None:
        self._nobody_waits()
        words = self._office.words
        if isinstance(answer, str):
            self._form.show_problems(())
            self._done(answer)
        elif isinstance(answer, OSError):
            self._form.trouble.say(words("order-key-missing"), "danger")
        else:
            self._form.trouble.say(self._office.trouble(answer), "danger")

    def _refused(self, refused: ActRefused) -> None:
        self._nobody_waits()
        self._form.show_problems(refused.problems)

    def _nobody_waits(self) -> None:
        self._office.key_window.end()
        self._form.wait(False)
        self._ready()


def _signed(
    office: Office, verb: Verb, plan: Any, path: str, password: str
) -> str | SigningTrouble | OSError:
    """The order's id, or why the key did not sign: that belongs beside the key, not into a passing notice."""
    from desktop_app.signing.signer import SigningTrouble

    try:
        signer = office.signer_for(Path(path).read_bytes(), password)
        return verb(office.desk, office.officer, plan, office.press, signer, office.check)
    except (SigningTrouble, OSError) as trouble:
        return trouble


def _signed_through(office: Office, verb: Verb, plan: Any, language: str) -> str | SigningTrouble:
    """The same by a key that lies behind NCALayer's window."""
    from desktop_app.signing.signer import SigningTrouble

    assert office.ncalayer is not None, "the button is only there with it"
    signer = office.ncalayer(office.officer.iin, language, office.key_window.stopped)
    try:
        return verb(office.desk, office.officer, plan, office.press, signer, office.check)
    except SigningTrouble as trouble:
        return trouble
