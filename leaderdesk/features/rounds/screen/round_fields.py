"""The fields of a round: name, cut-off, pickup, place, and a word to the group; each is saved when it is left."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.clock import Clock, local_now, plan, planned
from leaderdesk.core.i18n import _
from leaderdesk.core.text import name_text, one_line
from leaderdesk.features.rounds.rules import Round
from leaderdesk.features.rounds.rules.planned import Times, pickup_text, read_moment, read_pickup, times_of
from leaderdesk.ui.edits import ParsedEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.moments import MomentEdit

_NUMBER = re.compile(r"(?:第\s*-?\d+\s*期|round\s+-?\d+)\s*[・·:：-]?\s*", re.IGNORECASE)


class RoundFields(QWidget):
    """Tells `changed` with the name of what changed and its new values, as `edit_round` takes them.

    `note` is laid out by whoever shows the text it goes into.
    """

    changed = Signal(str, dict)

    def __init__(self, clock: Clock, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._round: Round | None = None
        self.name = ParsedEdit[str](_("Name"), read=_title_typed, write=self._full_name, icon="basket")
        self.cutoff = _CutoffEdit(_("Cut-off"), clock)
        self.pickup = ParsedEdit[Times](_("Pickup"), read=self._pickup_typed, write=pickup_text, icon="calendar")
        self.place = ParsedEdit[str](_("Where to fetch"), read=one_line, write=str, icon="pin")
        self.note = ParsedEdit[str](
            _("A word to everybody"),
            read=one_line,
            write=one_line,
            optional=True,
            placeholder=_("A word to everybody, as: tonight at 8 in the stream"),
        )
        self._fields = {
            "title": Field(self.name.accessibleName(), self.name),
            "cutoff": Field(self.cutoff.accessibleName(), self.cutoff),
            "pickup": Field(self.pickup.accessibleName(), self.pickup),
            "pickup_place": Field(self.place.accessibleName(), self.place),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for field, share in zip(self._fields.values(), (9, 12, 13, 10), strict=True):
            row.addWidget(field, share)
        self._connect()

    def show_round(self, round_: Round) -> None:
        """Show the round; a field somebody is writing in, or that was refused, keeps what stands there."""
        other = self._round is None or self._round.id != round_.id
        self._round = round_
        editable = round_.settled_at_ms is None
        shown: tuple[tuple[str, ParsedEdit[object], object], ...] = (
            ("title", self.name, round_.title),  # type: ignore[assignment]
            ("cutoff", self.cutoff, planned(round_.cutoff)),
            ("pickup", self.pickup, times_of(round_)),
            ("pickup_place", self.place, round_.pickup_place),
            ("note", self.note, round_.note),
        )
        for key, edit, value in shown:
            edit.setReadOnly(not editable)
            if other or (not edit.isModified() and not self.error(key)):
                self.settle(key)
                edit.set_value(value)
                edit.setCursorPosition(0)

    def refuse(self, key: str, sentence: str) -> None:
        """Say at the field why it was not taken; what was written stays."""
        self._fields[key].show_error(sentence)

    def settle(self, key: str) -> None:
        """Take what was said at the field away: it was taken."""
        if key in self._fields:
            self._fields[key].clear_error()

    def error(self, key: str) -> str:
        """Return what is said at the field."""
        return self._fields[key].error() if key in self._fields else ""

    def _connect(self) -> None:
        def tell(key: str, values: Callable[[object], dict[str, str]]) -> Callable[[object], None]:
            return lambda value: self.changed.emit(key, values(value))

        self.name.edited.connect(tell("title", lambda value: {"title": str(value or "")}))
        self.cutoff.edited.connect(tell("cutoff", _cutoff_values))
        self.pickup.edited.connect(tell("pickup", _pickup_values))
        self.place.edited.connect(tell("pickup_place", lambda value: {"pickup_place": str(value or "")}))
        self.note.edited.connect(tell("note", lambda value: {"note": str(value or "")}))

    def _full_name(self, title: str) -> str:
        if self._round is None:
            return title
        number = self._round.number
        if not title:
            return _("Round {number}").format(number=number)
        return _("Round {number} · {title}").format(number=number, title=title)

    def _pickup_typed(self, typed: str) -> Times:
        kept = Times("", "", "") if self._round is None else times_of(self._round)
        begins, ends = read_pickup(typed, now=local_now(self._clock), kept=kept)
        return Times(kept.cutoff, plan(begins), plan(ends))


class _CutoffEdit(MomentEdit):
    """Reads what people write as the rules of rounds read it."""

    def __init__(self, name: str, clock: Clock) -> None:
        super().__init__(name, clock)
        self._own_clock = clock

    @override
    def _understood(self, text: str) -> dt.datetime:
        now = local_now(self._own_clock)
        return read_moment(text, now=now, kept=self.value() or now)


def _title_typed(typed: str) -> str:
    """Return the title alone: the number in front belongs to the round."""
    return name_text(_NUMBER.sub("", one_line(typed), count=1))


def _cutoff_values(value: object) -> dict[str, str]:
    return {"cutoff": plan(value)} if isinstance(value, dt.datetime) else {}


def _pickup_values(value: object) -> dict[str, str]:
    if not isinstance(value, Times):
        return {}
    return {"pickup_from": value.pickup_from, "pickup_until": value.pickup_until}
