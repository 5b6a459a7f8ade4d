"""What is printed when an application was filed: the school's print set, or the receipt alone where that is broken."""

from __future__ import annotations

from admission.problems import ActRefused
from desktop_app.ui.office import Office
from desktop_app.usecases.issue_paper import issue_receipt
from desktop_app.usecases.print_paper import Sheet
from desktop_app.usecases.print_sets import FILING, issue_set


def papers_of_filing(office: Office, application: str) -> tuple[Sheet, ...]:
    """Issue them, on the desk lane; a broken file of sets is told, and no family waits for its receipt."""
    desk, officer, press = office.desk, office.officer, office.press
    try:
        items = office.print_sets()[FILING]
    except ActRefused as refused:
        office.notice.emit(office.trouble(refused))
        return (Sheet(issue_receipt(desk, officer, application, press)),)
    return issue_set(desk, officer, application, press, items)
