"""What somebody should look at in papers, before or after: the photo's shape, size and age, files that came twice."""

from __future__ import annotations

from datetime import date

from admission.application import Application, Attachment
from admission.photos import FileOfSet, check_photo, check_set, jpeg_size
from admission.problems import Problem
from desktop_app.models import queries
from desktop_app.scans.cropping import Frame
from desktop_app.scans.traces import shot
from desktop_app.ui.office import Office
from desktop_app.ui.paper_sheets import Sheet

PHOTO = "photo"  # the document that is a 3×4 photo, in every profile


def frame_doubts(sheet: Sheet, frame: Frame | None, today: date) -> tuple[Problem, ...]:
    """Of a picture that is to be the photo, cut where the frame is."""
    size = (sheet.turned_size.width(), sheet.turned_size.height())
    if frame is not None:
        size = (round(frame.width), round(frame.height))
    return check_photo(size, shot(sheet.paper.data).taken, today)


def is_whole(frame: Frame, sheet: Sheet) -> bool:
    """Whether the frame leaves nothing out, within a pixel: then no byte needs to change."""
    size = sheet.turned_size
    return size.width() - frame.width < 1.5 and size.height() - frame.height < 1.5


def doubts(office: Office, application: Application) -> dict[str, list[Problem]]:
    """Of what is attached, by SHA-256; under the empty one what concerns all files together."""
    attached = application.attachments
    files = [FileOfSet(one.document, one.sha256, one.original_size or one.size) for one in attached]
    found: dict[str, list[Problem]] = {}
    for problem in check_set(files, office.desk.profiles[application.rules].total_max_bytes):
        about = [one.sha256 for one in attached if f"documents.{one.document}" == problem.at]
        found.setdefault(about[0] if about else "", []).append(problem)
    for one in attached:
        if one.document == PHOTO and one.mime == "image/jpeg":
            found.setdefault(one.sha256, []).extend(_of_photo(office, one))
    return found


def _of_photo(office: Office, attachment: Attachment) -> tuple[Problem, ...]:
    """Of the original where it is here: the copy no longer says when it was taken."""
    replica = office.desk.replica
    data = attachment.original and queries.file_bytes(replica, attachment.original)
    data = data or queries.file_bytes(replica, attachment.sha256)
    size = jpeg_size(data) if data else None
    if not data or size is None:
        return ()
    told = shot(data)
    return check_photo(size if told.orientation < 5 else size[::-1], told.taken, office.desk.now().date())
