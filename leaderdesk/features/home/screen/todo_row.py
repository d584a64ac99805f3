"""The row of cards that say what is left to do; each opens the list behind its figure."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.home.rules import ListState, Todos, Unpaid, Waiting
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.ui.todo_card import TodoCard

_MOST_BUILDINGS = 3


class MoneyTodos(QWidget):
    """Who has not paid, who has not fetched, and whose bag has no label yet."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[TodoCard, Place] = {}
        self.unpaid = TodoCard("wallet", "warn", _("Not paid"), _("see who"))
        self.pickup = TodoCard("barcode", "info", _("To hand over"), _("hand over"))
        self.labels = TodoCard("label", "brand", _("Bags without a label"), _("print"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(13)
        for card, step in ((self.unpaid, Step.SETTLE), (self.pickup, Step.PICKUP), (self.labels, Step.LABELS)):
            self._places[card] = Place(Page.ROUNDS, step=step)
            card.clicked.connect(lambda _checked=False, card=card: self.wanted.emit(self._places[card]))
            card.show_nothing()
            row.addWidget(card, 1)

    def show_todos(self, found: Todos, now: dt.datetime) -> None:
        """Show what waits; what is done stays in its place, grey."""
        if found.unpaid is None:
            self._nothing(self.unpaid, Step.SETTLE)
        else:
            unit = ngettext("neighbour", "neighbours", found.unpaid.orders)
            self.unpaid.show_todo(str(found.unpaid.orders), unit, _unpaid_detail(found.unpaid, now))
            self._places[self.unpaid] = Place(Page.ROUNDS, round_id=found.unpaid.round.id, step=Step.SETTLE)
        for card, waiting, step in (
            (self.pickup, found.pickup, Step.PICKUP),
            (self.labels, found.labels, Step.LABELS),
        ):
            if waiting is None:
                self._nothing(card, step)
            else:
                unit = ngettext("order", "orders", waiting.orders)
                card.show_todo(str(waiting.orders), unit, _waiting_detail(waiting))
                self._places[card] = Place(Page.ROUNDS, round_id=waiting.round.id, step=step)

    def _nothing(self, card: TodoCard, step: Step) -> None:
        card.show_nothing()
        self._places[card] = Place(Page.ROUNDS, step=step)


class LookTodo(QWidget):
    """How many places of the list pasted last need a look."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._place = Place(Page.ROUNDS, step=Step.INTAKE)
        self.card = TodoCard("eye", "gift", _("Please take a look"), _("look"))
        self.card.show_nothing()
        self.card.clicked.connect(lambda: self.wanted.emit(self._place))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.card)

    def show_list(self, found: ListState | None) -> None:
        """Show how many places are open."""
        if found is not None:
            self._place = Place(Page.ROUNDS, round_id=found.round_id, step=Step.INTAKE)
        if found is None or not found.questions:
            self.card.show_nothing()
            return
        unit = ngettext("place", "places", found.questions)
        pasted = _("in the list pasted at {time}").format(time=f"{local(found.pasted_ms):%H:%M}")
        self.card.show_todo(str(found.questions), unit, pasted)


def _unpaid_detail(unpaid: Unpaid, now: dt.datetime) -> str:
    parts = [_("{sum} in all").format(sum=format_yuan(unpaid.open_fen))]
    days = (now.date() - local(unpaid.oldest_ms).date()).days
    if days > 0:
        parts.append(ngettext("the oldest {count} day", "the oldest {count} days", days).format(count=days))
    return _with_round(_(", ").join(parts), unpaid.round.number, unpaid.elsewhere)


def _waiting_detail(waiting: Waiting) -> str:
    shown = [
        _("{building} {count}").format(building=_("Building {name}").format(name=name), count=count)
        for name, count in waiting.buildings[:_MOST_BUILDINGS]
    ]
    return _with_round(_(" · ").join(shown), waiting.round.number, waiting.elsewhere)


def _with_round(detail: str, number: int, elsewhere: int) -> str:
    if not elsewhere:
        return detail
    return _("round {number}: {detail}; elsewhere {count}").format(number=number, detail=detail, count=elsewhere)
