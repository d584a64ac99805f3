"""What the run-sheet page reads of one stream, and the lines of its table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.products.queries import photo_contents, product_rows
from leaderdesk.features.products.rules import Product
from leaderdesk.features.streams.queries import cues_of, own_templates, series_of, stream_of
from leaderdesk.features.streams.rules import Cue, Series, Stream
from leaderdesk.features.streams.rules.calendar import stream_name
from leaderdesk.features.streams.rules.templates import OwnTemplate
from leaderdesk.features.streams.rules.timing import Schedule, Timed, over_s, schedule, shortened
from leaderdesk.storage.database import Store
from leaderdesk.ui.pictures import thumbnail

THUMBNAIL = 98


@dataclass(frozen=True, slots=True)
class Sheet:
    """A stream with its cues and their times, and what they are made from.

    `missing` are the ids of videos that do not lie any more where they did.
    """

    stream: Stream
    series: Series | None
    cues: tuple[Cue, ...]
    planned: Schedule
    products: tuple[Product, ...]
    templates: tuple[OwnTemplate, ...]
    missing: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """What the stream is called."""
        return stream_name(self.stream, self.series)

    @property
    def over_s(self) -> int:
        """By how many seconds the cues take longer than was planned; below 0 is what is left."""
        return over_s(self.planned, self.stream.length_s)

    @property
    def can_share_out(self) -> bool:
        """Whether anything is over that could be cut."""
        return bool(shortened(self.planned, self.stream.length_s))

    def line_of(self, cue_id: int | None) -> SheetLine | None:
        """Return the line of that cue; None if it is not on the sheet."""
        return next((line for line in lines_of(self) if line.cue.id == cue_id), None)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the table: a cue with its times and its number, counted from 1."""

    timed: Timed
    number: int

    @property
    def cue(self) -> Cue:
        """The cue of the line."""
        return self.timed.cue


def lines_of(sheet: Sheet) -> tuple[SheetLine, ...]:
    """Return the lines of the table in order."""
    return tuple(SheetLine(timed, number) for number, timed in enumerate(sheet.planned.timed, start=1))


def read_sheet(store: Store, stream_id: int) -> Sheet:
    """Return the run-sheet of the stream; UserError if there is no such stream."""
    with store.read() as connection:
        stream = stream_of(connection, stream_id)
        if stream is None:
            raise UserError(_("This livestream is not there any more."))
        cues = cues_of(connection, stream_id)
        series = None if stream.series_id is None else series_of(connection, stream.series_id)
        products, templates = product_rows(connection), own_templates(connection)
    videos = (media for cue in cues for media in cue.media if media.photo_id is None)
    return Sheet(
        stream=stream,
        series=series,
        cues=cues,
        planned=schedule(stream.starts_at, cues),
        products=products,
        templates=templates,
        missing=frozenset(media.id for media in videos if not Path(media.path).is_file()),
    )


def read_thumbnails(desk: Desk, photo_ids: tuple[int, ...]) -> dict[int, QImage]:
    """Return the small pictures by photo id."""
    with desk.store.read() as connection:
        found = photo_contents(connection, photo_ids)
    return {key: thumbnail(jpeg, THUMBNAIL) for key, jpeg in found.items()}
