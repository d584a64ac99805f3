"""The claims of a round at the left, one of them or a new one at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.claims.queries import TABLES
from leaderdesk.features.claims.rules import Claim, Stage
from leaderdesk.features.claims.rules.patterns import Pattern
from leaderdesk.features.claims.screen.book import ClaimBook, Listed, Opened
from leaderdesk.features.claims.screen.claim_columns import claim_columns, search_key
from leaderdesk.features.claims.screen.claim_detail import ClaimDetail
from leaderdesk.features.claims.screen.new_form import NewClaimForm
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Place
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import Scroll, SidePane
from leaderdesk.ui.drop_target import DropTarget
from leaderdesk.ui.pictures import looks_like_picture
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.search_field import SearchField
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs import FilterTabs, Tab

_WIDTH = 380


class ClaimsPane(QWidget):
    """Shows the claims of one round; pictures may be dragged onto the claim in view. `counted` tells how many wait."""

    counted = Signal(int)

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._round_id = 0
        self._listed = Listed((), (), ())
        self._book = ClaimBook(desk, self)
        self._tabs = FilterTabs(_("Which claims"), _tabs(self._listed))
        self._search = SearchField(_("Find a claim"), placeholder=_("Name, room, product"))
        self._search.setMinimumWidth(180)
        self.new_button = Button(_("New claim"), icon="plus")
        self.table = RowTable[Claim](claim_columns(), row_id=lambda claim: claim.id, search_key=search_key)
        self.view = TableView(self.table)
        self.view.setAccessibleName(_("Claims"))
        self.detail = ClaimDetail(desk, self._book)
        self.form = NewClaimForm(desk, self._book)
        self._nothing = EmptyState(
            "shield", _("No claims yet"), _("Where something was wrong, note it here: with a picture, if there is one.")
        )
        self._lay_out()
        self._connect()
        desk.bridge.on_tables(self, TABLES, lambda _changed: self._reload())

    def show_round(self, round_id: int, place: Place) -> None:
        """Show the claims of the round; a `place` that wants a new one begins it for its order."""
        if round_id != self._round_id:
            self._round_id = round_id
            self._right.setCurrentWidget(self._nothing)
        self._reload()
        if place.wants_new:
            self.begin(place.order_id)

    def begin(self, order_id: int | None = None) -> None:
        """Begin a new claim, about that order if one is given."""
        self._right.setCurrentWidget(self._form_scroll)
        self.form.begin(self._round_id, order_id)

    # Showing.

    def _reload(self) -> None:
        if self._round_id:
            self._book.read_round(self._round_id, self._take)

    def _take(self, listed: Listed) -> None:
        self._listed = listed
        self._tabs.set_tabs(_tabs(listed))
        self.counted.emit(sum(1 for claim in listed.claims if claim.stage is Stage.OPEN))
        self._show_rows(self._tabs.current())

    def _show_rows(self, tab: str) -> None:
        rows = [claim for claim in (*self._listed.claims, *self._listed.owed) if _belongs(claim, tab, self._round_id)]
        self.table.set_rows(rows)
        writing = self._right.currentWidget() is self._form_scroll
        if writing:
            return
        shown = self.view.current_id()
        if shown is None and rows:
            self.view.go_to(rows[0].id)
        elif shown is not None:
            self._open(shown)
        if not rows:
            self._right.setCurrentWidget(self._nothing)

    def _open(self, claim_id: object) -> None:
        if isinstance(claim_id, int):
            self._book.read_claim(claim_id, self._opened)

    def _opened(self, opened: Opened | None) -> None:
        if opened is None or self._right.currentWidget() is self._form_scroll:
            return
        self.detail.show_claim(opened, self._patterns())
        self._right.setCurrentWidget(self._detail_scroll)

    def _patterns(self) -> tuple[Pattern, ...]:
        return self._listed.patterns

    def _kept(self, claim_id: int) -> None:
        self._right.setCurrentWidget(self._detail_scroll)
        self._book.read_claim(claim_id, self._opened)

    def _closed(self) -> None:
        self._right.setCurrentWidget(self._nothing)
        self._reload()

    def _dropped(self, paths: list[Path]) -> None:
        shown = self._right.currentWidget()
        if shown is self._form_scroll:
            self.form.add_pictures(paths)
        elif shown is self._detail_scroll:
            self.detail.add_pictures(paths)

    def _connect(self) -> None:
        self._tabs.chosen.connect(self._show_rows)
        self._search.searched.connect(self.table.search)
        self.new_button.clicked.connect(lambda _checked: self.begin())
        self.view.current_changed.connect(self._chosen)
        self.form.kept.connect(self._kept)
        self.form.closed.connect(self._closed)
        drop = DropTarget(
            self._right, looks_like_picture, title=_("Let go to add it to this claim"),
            note=_("made small, without its place"),
        )  # fmt: skip
        drop.dropped.connect(self._dropped)

    def _chosen(self, claim_id: object) -> None:
        if isinstance(claim_id, int) and self.view.has_keyboard():
            self._right.setCurrentWidget(self._detail_scroll)
        self._open(claim_id)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self._tabs)
        filters.addStretch(1)
        filters.addWidget(self._search)
        filters.addWidget(self.new_button)
        left = QVBoxLayout()
        left.setContentsMargins(20, 16, 16, 0)
        left.setSpacing(12)
        left.addLayout(filters)
        left.addWidget(self.view, 1)
        self._right = QStackedWidget()
        self._detail_scroll, self._form_scroll = Scroll(self.detail), Scroll(self.form)
        for part in (self._nothing, self._detail_scroll, self._form_scroll):
            self._right.addWidget(part)
        side = SidePane(_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._right)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(side)


def _tabs(listed: Listed) -> list[Tab]:
    waiting = sum(1 for claim in listed.claims if claim.stage is Stage.OPEN)
    owed = sum(1 for claim in (*listed.claims, *listed.owed) if claim.stage is Stage.OWED)
    return [
        Tab("all", _("Of this round"), len(listed.claims)),
        Tab("open", _("To be answered"), waiting, "warn"),
        Tab("owed", _("Still to be given"), owed, "gift"),
    ]


def _belongs(claim: Claim, tab: str, round_id: int) -> bool:
    if tab == "owed":
        return claim.stage is Stage.OWED
    return claim.round_id == round_id and (tab != "open" or claim.stage is Stage.OPEN)
