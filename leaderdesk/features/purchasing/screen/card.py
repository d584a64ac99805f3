"""One supplier: what she brings, what to think about, which versions went out, and what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.core.text import masked_phone
from leaderdesk.features.purchasing.queries import SupplierContact
from leaderdesk.features.purchasing.rules import PurchaseLine
from leaderdesk.features.purchasing.rules.versions import Desired, SentVersion
from leaderdesk.features.purchasing.rules.words import (
    sent_words,
    signed_yuan,
    slip_words,
    spec_words,
    storage_word,
    version_title,
    when_words,
)
from leaderdesk.features.purchasing.screen.deeds import Deeds
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cards import Card, Rule, SectionHead
from leaderdesk.ui.cells import Cell, Squares, Text
from leaderdesk.ui.columns import Column
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.labels import ElidedLabel, IconLine, Label
from leaderdesk.ui.painting import text_width
from leaderdesk.ui.pills import Chip, StatusPill
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.theme import theme

_MOST_DOTS = 5
_NAME, _PADDING, _AROUND = 96, 34, 18
"""Pixels at 100 % text: for a product's name, around a card's table, around the words over a column."""


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card says beside the order itself."""

    contact: SupplierContact
    now: dt.datetime
    strips: Sequence[QWidget]


class SupplierCard(Card):
    """What one supplier brings; its buttons send it, show it, or open how she wants her sheet."""

    def __init__(self, one: Desired, facts: CardFacts, deeds: Deeds) -> None:
        contact = f"{facts.contact.contact} {masked_phone(facts.contact.phone)}".strip()
        super().__init__(one.order.supplier_name or _("No supplier"))
        self.head.add_left(ElidedLabel(contact, role="small", ink="text2"))
        self.supplier_id = one.order.supplier_id
        self._one, self._facts, self._deeds = one, facts, deeds
        self.layout_button: Button | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for pill in self._pills():
            self.head.add_right(pill)
        self.body.addWidget(self._table())
        for strip in facts.strips:
            self.body.addWidget(strip)
        if one.sent:
            self._add_versions()
        self.body.addStretch(1)
        self._add_foot()

    def _pills(self) -> list[QWidget]:
        one, last, pills = self._one, self._one.last, list[QWidget]()
        if last is not None:
            words = _("v{number} sent").format(number=last.version)
            if one.slip is None:
                words = _("v{number} sent · {time}").format(number=last.version, time=f"{local(last.at_ms):%H:%M}")
            pills.append(StatusPill(words, "neutral", icon="check"))
        if one.slip is not None:
            words = _("not sent yet") if one.slip.is_first else version_title(one.slip)
            pills.append(StatusPill(words, "neutral" if one.slip.is_first else "info", icon="clock"))
        return pills

    def _table(self) -> TableView:
        table = RowTable(_columns(), row_id=lambda line: line.offer.id)
        table.set_rows(self._one.order.lines)
        view = TableView(table, compact=True)
        view.setAccessibleName(_("Goods of {supplier}").format(supplier=self._one.order.supplier_name))
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = sum(view.rowHeight(row) for row in range(table.rowCount()))
        view.setFixedHeight(view.horizontalHeader().sizeHint().height() + rows + 4)
        return view

    def _add_versions(self) -> None:
        self.body.addWidget(SectionHead(_("Versions that went out"), _("what was sent stays")))
        for version in self._one.sent:
            self.body.addWidget(Rule())
            self.body.addWidget(self._sent_row(version))
        slip = self._one.slip
        if slip is not None and not slip.is_first:
            self.body.addWidget(Rule())
            row = _VersionRow(f"v{slip.version}", slip_words(slip), signed_yuan(slip.cost_fen), changed=True)
            row.end("clock", _("not sent yet"))
            self.body.addWidget(row)

    def _sent_row(self, version: SentVersion) -> QWidget:
        labels = {line.offer.id: (line.offer.label, line.offer.unit) for line in self._one.order.lines}
        words = sent_words(version, labels)
        money = format_yuan(version.cost_fen) if version.version == 1 else signed_yuan(version.cost_fen)
        row = _VersionRow(f"v{version.version}", words, money, changed=version.version > 1)
        row.end("check", when_words(local(version.at_ms), self._facts.now))
        see = IconButton("eye", _("See v{number} as it went out").format(number=version.version), size=28)
        see.clicked.connect(lambda: self._deeds.see_version(version.id))
        row.row.addWidget(see)
        return row

    def _add_foot(self) -> None:
        one, deeds, supplier_id = self._one, self._deeds, self.supplier_id
        more = FlowLayout(gap=6)
        more.addWidget(_small(_("Copy as text"), "copy", lambda: deeds.copy_as_text(supplier_id)))
        more.addWidget(_small(_("Picture"), None, lambda: deeds.picture(supplier_id)))
        more.addWidget(_small(_("See the sheet"), None, lambda: deeds.see(supplier_id)))
        if supplier_id is not None:
            self.layout_button = Button(_("Columns"), kind="quiet", size=28)
            more.addWidget(self.layout_button)
        if one.slip is not None:
            more.addWidget(_small(_("Told by phone"), None, lambda: deeds.say_sent(supplier_id)))
        self.body.addLayout(more)
        row = QHBoxLayout()
        row.addWidget(Label(format_yuan(one.order.cost_fen), role="lead", bold=True))
        row.addStretch(1)
        words = (
            _("Save it again") if one.slip is None else _("Export {version}").format(version=version_title(one.slip))
        )
        self.export_button = Button(words, kind="normal" if one.slip is None else "primary", icon="download")
        self.export_button.clicked.connect(lambda: deeds.choose_folder(supplier_id, only=True))
        row.addWidget(self.export_button)
        self.body.addLayout(row)


class _VersionRow(QWidget):
    def __init__(self, version: str, words: str, money: str, *, changed: bool) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 2, 0, 2)
        self.row.setSpacing(8)
        self.row.addWidget(Chip(version, look="changed" if changed else "plain"))
        self.row.addWidget(ElidedLabel(words, role="small"), 1)
        self.row.addWidget(Label(money, role="small", ink="infoText" if changed else "text", bold=changed))

    def end(self, icon: IconName, words: str) -> None:
        """Say at the end what became of it."""
        self.row.addWidget(IconLine(icon, words, ink="brand" if icon == "check" else "warnText", role="small"))


def _small(words: str, icon: IconName | None, act: Callable[[], None]) -> Button:
    button = Button(words, kind="quiet", size=28, icon=icon)
    button.clicked.connect(lambda _checked=False: act())
    return button


def least_width() -> int:
    """Return how wide a card must be, in pixels, for its table to be read."""
    columns = sum(column.width for column in _columns()) + _NAME + _PADDING
    return columns * theme().zoom_percent // 100


def _columns() -> tuple[Column[PurchaseLine], ...]:
    return (
        Column("name", _("Product"), lambda line: Text(line.offer.label, bold=True), 0, hint=_hint),
        _figures("ordered", _("Ordered"), lambda line: _amount(line.ordered_milli), 58),
        _figures("cases", _("Cases"), _cases, 96),
        _figures("buy", _("To order"), lambda line: _amount(line.to_order_milli, bold=True), 58),
        _figures("spare", _("Spare"), lambda line: _amount(line.spare_milli), 46),
    )


def _figures(key: str, title: str, cell: Callable[[PurchaseLine], Cell], least: int) -> Column[PurchaseLine]:
    """Return a column that is as narrow as its words allow, in the language in force."""
    words = text_width(title, theme().font("small")) * 100 // theme().zoom_percent
    return Column(key, title, cell, max(least, words + _AROUND), "right")


def _hint(line: PurchaseLine) -> str:
    offer = line.offer
    return _(" · ").join((offer.name, spec_words(offer), offer.unit, storage_word(offer.storage)))


def _amount(milli: int, *, bold: bool = False) -> Text:
    return Text(amount_text(milli), bold=bold)


def _cases(line: PurchaseLine) -> Squares | Text:
    if line.cases is None:
        return Text(_("to taste") if not line.ordered_milli else _("loose"), color="text3")
    words = ngettext("{count} case", "{count} cases", line.cases).format(count=line.cases)
    if line.cases > _MOST_DOTS:
        return Text(words)
    return Squares(line.full_cases, line.cases, words)
