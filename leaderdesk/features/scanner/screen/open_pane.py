"""While phones may help: the code and the PIN, who is in, what was done, and the button that ends it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.clock import Clock, local
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.scanner.actions import Deed, SeenPhone, Standing
from leaderdesk.features.scanner.screen.qr_view import QrView
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Rule
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.labels import ElidedLabel, IconLine, Label
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.states import CoachStrip

_JUST_NOW_MS = 20_000
_MINUTE_MS = 60_000


class OpenPane(QWidget):
    """`stopped` ends it, `renewed` asks for another PIN, `taken_back` tells the Deed to be undone."""

    stopped = Signal()
    renewed = Signal()
    taken_back = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._shown: tuple[Deed, ...] | None = None
        self.qr = QrView()
        self.url = Label("", role="lead", bold=True)
        self.url.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.pin = Label("", role="display")
        self.stop_button = Button(_("Close the page for phones"), size=44, icon="close")
        self.stop_button.clicked.connect(self.stopped)
        self.renew_button = Button(_("Another PIN"), icon="refresh")
        self.renew_button.clicked.connect(self.renewed)
        self._shut = CoachStrip(
            "danger",
            _("Too many wrong PINs were tried, so nobody new comes in. If it was your helper, take another PIN."),
        )
        self.phones = QVBoxLayout()
        self.deeds = QVBoxLayout()
        self._lay_out()

    def show_standing(self, standing: Standing) -> None:
        """Show how the page stands."""
        self.qr.show_text(standing.url)
        self.url.setText(standing.url)
        self.pin.setText(f"{standing.pin[:3]} {standing.pin[3:]}")
        self.pin.setAccessibleName(_("PIN: {digits}").format(digits=" ".join(standing.pin)))
        show_if(self._shut, standing.is_shut)
        self._show_phones(standing.phones)
        if standing.deeds != self._shown:
            self._shown = standing.deeds
            self._show_deeds(standing.deeds)

    def _show_phones(self, phones: Sequence[SeenPhone]) -> None:
        _empty(self.phones)
        for phone in phones:
            words = _("Phone {number} · {address} · {seen}").format(
                number=phone.number, address=phone.address, seen=_ago(phone.ago_ms)
            )
            self.phones.addWidget(IconLine("phone", words, ink="text", role="body"))
        if not phones:
            self.phones.addWidget(Label(_("No phone has come in yet."), ink="text2"))

    def _show_deeds(self, deeds: Sequence[Deed]) -> None:
        _empty(self.deeds)
        for deed in deeds:
            self.deeds.addLayout(self._deed(deed))
        if not deeds:
            self.deeds.addWidget(Label(_("Nothing was handed over by phone yet."), ink="text2"))

    def _deed(self, deed: Deed) -> QHBoxLayout:
        sentence = _("{who} handed over") if deed.kind == "handed" else _("{who} paid")
        words = " · ".join(
            (f"{local(deed.at_ms):%H:%M}", _("Phone {number}").format(number=deed.phone), sentence.format(who=deed.who))
        )
        undo = Button(_("Undo"), kind="link", size=28)
        undo.setAccessibleDescription(words)
        # The keyboard stays with the scan field; Tab reaches everything.
        undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        undo.clicked.connect(lambda: self.taken_back.emit(deed))
        row = QHBoxLayout()
        row.addWidget(ElidedLabel(words), 1)
        row.addWidget(undo)
        return row

    def _lay_out(self) -> None:
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._beside_code(), 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.stop_button)
        foot.addWidget(self.renew_button)
        rule = _("Only in your own Wi-Fi; close it when you are done.")
        foot.addWidget(Label(rule, role="small", ink="text2", wrap=True), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(Scroll(inside), 1)
        outer.addLayout(foot)

    def _beside_code(self) -> QVBoxLayout:
        how = _("Scan the code with the phone (the camera or WeChat), then type the PIN.")
        way_in = QVBoxLayout()
        way_in.setSpacing(2)
        for part in (
            Label(_("PIN"), role="small", ink="text2"),
            self.pin,
            self.url,
            Label(how, ink="text2", wrap=True),
        ):
            way_in.addWidget(part)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(way_in)
        column.addWidget(self._shut)
        column.addWidget(Rule())
        column.addLayout(self.phones)
        column.addWidget(Rule())
        column.addLayout(self.deeds)
        column.addStretch(1)
        self._shut.hide()
        return column


def _ago(ago_ms: int) -> str:
    if ago_ms < _JUST_NOW_MS:
        return _("seen just now")
    if ago_ms < _MINUTE_MS:
        return _("seen less than a minute ago")
    minutes = ago_ms // _MINUTE_MS
    return ngettext("seen {count} minute ago", "seen {count} minutes ago", minutes).format(count=minutes)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QHBoxLayout):
            _empty_row(inner)


def _empty_row(row: QHBoxLayout) -> None:
    while (item := row.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
