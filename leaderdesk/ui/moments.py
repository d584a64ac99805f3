"""A day and a time, written in words and read the way people write them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.clock import Clock, day_text, local_now
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.edits import ParsedEdit

_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})|点(?:(?P<spoken>[0-9]{1,2})分?|(?P<half>半))?)")
_DATE = re.compile(
    r"(?:(?P<year>20[0-9]{2})[-/.年])?(?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})(?:日|号)?(?![0-9:点])"
)
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_ENGLISH = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b")
_NEAR = (("后天", 2), ("明天", 1), ("明晚", 1), ("今天", 0), ("今晚", 0), ("tomorrow", 1), ("today", 0), ("tonight", 0))
_EVENING = ("晚", "下午", "pm", "tonight")


class MomentEdit(ParsedEdit[dt.datetime]):
    """A planned local time, to the minute; `1 月 26 日 周一 22:00` at rest.

    Read as written: 1-26 22:00, 1月26日晚10点, 周一 22:00, 明天 9:30. Up and Down move a day, Ctrl with them half an
    hour; the calendar opens with Alt+Down or its button.
    """

    def __init__(self, name: str, clock: Clock, *, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, read=self._understood, write=moment_text, optional=optional, icon="clock", parent=parent)
        self._clock = clock
        self._calendar: _Calendar | None = None
        button = IconButton("calendar", _("Open the calendar"), size=28)
        button.clicked.connect(self.open_calendar)
        self.set_end(button)

    def open_calendar(self) -> None:
        """Show a month to choose the day from; the time stays."""
        if self._calendar is None:
            self._calendar = _Calendar(self)
            self._calendar.month.activated.connect(self._take_day)
            self._calendar.month.clicked.connect(self._take_day)
        now = self._moment().date()
        self._calendar.month.setSelectedDate(QDate(now.year, now.month, now.day))
        self._calendar.adjustSize()
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._calendar.show()
        self._calendar.month.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._keep(self._moment() + dt.timedelta(minutes=30 * step))
        else:
            self._keep(self._moment() + dt.timedelta(days=step))

    def _understood(self, text: str) -> dt.datetime:
        return read_moment(text, now=local_now(self._clock), before=self._value)

    def _moment(self) -> dt.datetime:
        return self._value or local_now(self._clock).replace(minute=0, second=0, microsecond=0)

    def _take_day(self, day: QDate) -> None:
        moment = self._moment()
        self._keep(moment.replace(year=day.year(), month=day.month(), day=day.day()))
        if self._calendar is not None:
            self._calendar.hide()
        self.setFocus()


class _Calendar(QWidget):
    def __init__(self, owner: MomentEdit) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.month = QCalendarWidget()
        self.month.setAccessibleName(owner.accessibleName())
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        names = {"qt_calendar_prevmonth": _("Previous month"), "qt_calendar_nextmonth": _("Next month")}
        for button in self.month.findChildren(QToolButton):
            name = names.get(button.objectName())
            if name:
                button.setAccessibleName(name)
                button.setToolTip(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.month)


def moment_text(moment: dt.datetime) -> str:
    """Return a planned time in words: 1 月 26 日 周一 22:00."""
    return f"{day_text(moment.date())} {moment.strftime('%H:%M')}"


def read_moment(text: str, *, now: dt.datetime, before: dt.datetime | None = None) -> dt.datetime:
    """Return the planned time that `text` means at `now`; what it leaves out (day or hour) is that of `before`.

    A date without a year is the next such date, or one at most half a year back. UserError if it is no time.
    """
    day, rest = _day_of(unicodedata.normalize("NFKC", text).casefold(), now)
    time = _time_of(rest)
    said_nothing = day is None and time is None
    if before is not None and not said_nothing:
        day, time = day or before.date(), time if time is not None else before.time()
    if day is None or time is None:
        sentence = _("“{text}” is not a time. Write it like {example}.")
        raise UserError(sentence.format(text=text.strip()[:40], example="1-26 22:00"))
    return dt.datetime.combine(day, time)


def _day_of(folded: str, now: dt.datetime) -> tuple[dt.date | None, str]:
    joined = re.sub(r"(?<=[0-9年月])\s+(?=[年月日号]|[0-9]{1,2}\s*[月日号])", "", folded)
    found = _DATE.search(joined)
    if found is None:
        return _named_day(joined, now.date()), joined
    rest = joined[: found.start()] + " " + joined[found.end() :]
    try:
        if found["year"]:
            return dt.date(int(found["year"]), int(found["month"]), int(found["day"])), rest
        return _nearest(int(found["month"]), int(found["day"]), now.date()), rest
    except ValueError:
        return None, ""


def _nearest(month: int, day: int, today: dt.date) -> dt.date:
    here = dt.date(today.year, month, day)
    if (here - today).days < -183:
        return dt.date(today.year + 1, month, day)
    if (here - today).days > 183:
        return dt.date(today.year - 1, month, day)
    return here


def _named_day(folded: str, today: dt.date) -> dt.date | None:
    for word, days in _NEAR:
        if word in folded:
            return today + dt.timedelta(days=days)
    spoken = _WEEKDAY.search(folded)
    if spoken:
        wanted = "一二三四五六日".index(spoken[1].replace("天", "日"))
    elif english := _ENGLISH.search(folded):
        wanted = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(english[1])
    else:
        return None
    return today + dt.timedelta(days=(wanted - today.weekday()) % 7)


def _time_of(folded: str) -> dt.time | None:
    found = _TIME.search(folded)
    if found is None:
        return None
    hour = int(found["hour"])
    minute = 30 if found["half"] else int(found["minute"] or found["spoken"] or 0)
    if hour < 12 and any(word in folded for word in _EVENING):
        hour += 12
    if hour == 24 and minute == 0:
        return dt.time(23, 59)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None
