"""Series beside the calendar: the list, and the form of one, with what is done to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Signal

from leaderdesk.core.i18n import _
from leaderdesk.features.products.rules import Added
from leaderdesk.features.streams.actions.series import SeriesChange, add_series, archive_series, edit_series
from leaderdesk.features.streams.rules import Colour, Series
from leaderdesk.features.streams.screen.book import Seen, StreamBook
from leaderdesk.features.streams.screen.series_pane import SeriesForm, SeriesPane
from leaderdesk.storage.database import Store
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.page_stack import PageStack


class SeriesSide(PageStack):
    """The list in view, or the form over it; `closed` tells that it is enough."""

    closed = Signal()

    def __init__(self, book: StreamBook) -> None:
        super().__init__()
        self._book = book
        self._seen: Seen | None = None
        self.pane, self.form = SeriesPane(), SeriesForm()
        self.addWidget(Scroll(self.pane))
        self.addWidget(Scroll(self.form))
        self.pane.closed.connect(self.closed)
        self.pane.edit_wanted.connect(self.edit)
        self.pane.rest_wanted.connect(self.rest)
        self.form.kept.connect(self._keep)
        self.form.closed.connect(self.show_list)

    def show_seen(self, seen: Seen) -> None:
        """Show the series there are."""
        self._seen = seen
        self.pane.show_series(seen.series)

    def show_list(self) -> None:
        """Show which series there are."""
        self.setCurrentIndex(0)

    def edit(self, one: Series | None) -> None:
        """Open the form of that series, or of a new one."""
        self.form.begin(one, () if self._seen is None else self._seen.templates)
        self.setCurrentIndex(1)

    def rest(self, series_id: int) -> None:
        """Let the series rest: what was planned in it stays."""
        self._book.act(lambda store: archive_series(store, series_id), _("The series rests; it is in the bin"))

    def begin_with(self, place: int) -> None:
        """Make one of the three series one can begin with."""
        change = first_series()[place]
        sentence = _("{series} comes every week from now on").format(series=change["name"])
        self._book.act(lambda store: add_series(store, change), sentence)

    def _keep(self, one: Series | None, change: Mapping[str, object]) -> None:
        kept: SeriesChange = change  # type: ignore[assignment]

        def work(store: Store) -> int | Added:
            return add_series(store, kept) if one is None else edit_series(store, one.id, kept)

        self._book.act(
            work,
            _("{series} is kept").format(series=kept["name"]),
            done=lambda _made: self.show_list(),
            refused=self.form.refuse,
        )


def first_series() -> tuple[SeriesChange, ...]:
    """Return the three series one can begin with."""
    return (
        {
            "name": _("Wednesday kitchen"), "weekday": 3, "starts_at": dt.time(19, 30), "length_s": 60 * 60,
            "colour": Colour.BLUE, "template": "kitchen",
        },
        {
            "name": _("Friday tasting night"), "weekday": 5, "starts_at": dt.time(20), "length_s": 60 * 60,
            "colour": Colour.AMBER, "template": "friday",
        },
        {
            "name": _("Weekend kitchen"), "weekday": 7, "starts_at": dt.time(20), "length_s": 60 * 60,
            "colour": Colour.GREEN, "template": "kitchen",
        },
    )  # fmt: skip
