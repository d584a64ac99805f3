"""The running program in its window: the frame is furnished, the store opens, and Today shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.clock import Clock, SystemClock
from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.log import log
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.ui.tasks import TaskRunner
from leaderdesk.window.frame import Frame
from leaderdesk.window.parts import Parts
from leaderdesk.window.session import Session
from leaderdesk.window.stores import Stores

if TYPE_CHECKING:
    from leaderdesk.features.desk import StoreSwitch
    from leaderdesk.window.backups import BackupKeeper


class Window:
    """The running program: its frame, its background lanes and the session in it."""

    def __init__(
        self,
        parts: Parts,
        paths: StorePaths,
        *,
        language: str | None,
        frame: Frame | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._parts = parts
        self._paths = paths
        self._keeper: BackupKeeper | None = None
        self._is_fresh = False
        clock = clock or SystemClock()
        self.frame = frame or Frame()
        self.frame.furnish(parts.rail)
        self.tasks = TaskRunner(trouble=self._say, bug=self.show_bug)
        self.session = Session(self.frame, parts, tasks=self.tasks, clock=clock)
        self.session.take_machine_settings(paths, language=language)
        self.frame.speak()
        self.stores = Stores(self.session, parts, frame=self.frame, tasks=self.tasks, own=paths, clock=clock)
        self.session.make_switch = self._switch
        self.session.opened.connect(self._store_opened)
        self.session.closing.connect(self._store_closing)
        self.tasks.idle.connect(self._settled)
        self.session.refused.connect(self._store_refused)
        self.frame.closing.connect(self.close)
        self.frame.status.clicked.connect(lambda: self.session.go(Place(Page.SETTINGS)))
        self._new = self._on_keys("Ctrl+N", lambda: self.session.go(Place(self.session.page, wants_new=True)))
        self.session.arrived.connect(self._arrived)
        self._bind_keys()

    def show(self) -> None:
        """Show the frame at once; the store opens after the first paint."""
        self.frame.show()
        QTimer.singleShot(0, self.frame, lambda: self.session.open(self._paths))

    def close(self) -> None:
        """Keep what belongs to this machine, finish what is being written, and close the store."""
        writing = self.frame.focusWidget()
        if writing is not None:
            # A field that is being written in is read when it is left.
            writing.clearFocus()
        if self.session.store is not None:
            self.session.set_machine(replace(self.session.machine, window=self.frame.kept_geometry()))
        self.session.close()
        self.tasks.shutdown()

    def show_bug(self, error: BaseException) -> None:
        """Show the page for a mistake of ours, with a report to copy, and log it."""
        from leaderdesk.window.bug_page import BugPage, bug_report

        log("window").error("a bug\n%s", bug_report(error))
        page = BugPage(error)
        page.back.clicked.connect(self.session.rebuild)
        self.frame.show_widget(page)

    def show_shortcuts(self) -> None:
        """Show the sheet with all shortcuts."""
        from leaderdesk.window.shortcuts import ShortcutSheet

        ShortcutSheet(self.frame, self.session.place).open()

    def paste(self, text: str) -> None:
        """Take `text` for a list: Today, Streams and Community know whose it is, else it is of the round in view."""
        if self.session.page in (Page.TODAY, Page.STREAMS, Page.COMMUNITY):
            self.session.go(Place(self.session.page, paste=text))
        else:
            self.session.go(Place(Page.ROUNDS, step=Step.INTAKE, paste=text))

    # The store.

    def _switch(self) -> StoreSwitch:
        return replace(self.stores.switch(), back_up=self._back_up)

    def _back_up(self) -> None:
        if self._keeper is not None:
            self._keeper.back_up()

    def _store_opened(self) -> None:
        from leaderdesk.window.backups import BackupKeeper
        from leaderdesk.window.banner import PracticeBanner

        store, desk = self.session.store, self.session.desk
        if store is None or desk is None:
            return
        self._keeper = BackupKeeper(store, tasks=self.tasks, status=self.frame.status, parent=self.frame)
        desk.bridge.changed.connect(self._keeper.heard)
        # What it takes to look through the books is imported by then, and the leader is at work.
        self.session.ahead.ended.connect(self._show_check)
        self._is_fresh = True
        self._say_hints()
        if desk.in_practice:
            banner = PracticeBanner(can_leave=self.stores.is_away)
            banner.left.connect(self.stores.open_own)
            banner.cleared.connect(self.stores.clear_practice)
            self.frame.show_banner(banner)

    def _settled(self) -> None:
        """Do what can wait until Today is filled; what it takes to import would keep Today waiting."""
        if self._keeper is None or not self._is_fresh:
            return
        self._is_fresh = False
        self._keeper.look_back()
        self._accept_files()
        self._listen()
        self.session.ahead.begin(self._parts.ahead)

    def _show_check(self) -> None:
        desk, make = self.session.desk, self._parts.make_check
        if desk is not None and make is not None:
            self.frame.status.set_check(partial(make, desk))

    def _store_closing(self) -> None:
        self.frame.show_banner(None)
        self.frame.status.set_check(None)
        if self._keeper is not None:
            self._keeper.deleteLater()
            self._keeper = None

    def _store_refused(self, trouble: Exception) -> None:
        from leaderdesk.storage.lock import StoreInUse
        from leaderdesk.ui.states import ErrorCard
        from leaderdesk.window.summons import summon

        if isinstance(trouble, StoreInUse):
            summon(self._paths.summons)
            self.frame.close()
            return
        card = ErrorCard(_("The data did not open"), str(trouble), button=_("Try again"))
        card.retried.connect(self.stores.open_own)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 20, 20, 20)
        column.addWidget(card)
        column.addStretch(1)
        self.frame.show_widget(page)

    # What comes from outside.

    def _listen(self) -> None:
        from leaderdesk.window.summons import Listening

        if self.frame.findChild(Listening) is None:
            Listening(self._paths.summons, self.frame)

    def _accept_files(self) -> None:
        from leaderdesk.ui.drop_target import DropTarget

        if self.frame.findChild(DropTarget) is None:
            DropTarget(self.frame, lambda path: path.is_file()).dropped.connect(self._dropped)

    def _dropped(self, paths: list[Path]) -> None:
        from leaderdesk.window.dropped import is_text, list_text

        if len(paths) != 1 or not is_text(paths[0]):
            self.session.go(Place(Page.IMPORT, files=tuple(paths)))
            return
        try:
            self.paste(list_text(paths[0]))
        except (UserError, StorageTrouble) as trouble:
            self._say(trouble)

    # Keys.

    def _bind_keys(self) -> None:
        for item in self._parts.rail:
            self._on_keys(item.keys, partial(self._go_to, item.page))
        self._on_keys("Ctrl+K", self.session.summon)
        self._on_keys("Ctrl+Z", self.session.undo_last)
        self._on_keys("Ctrl+Shift+Z", self.session.redo_last)
        self._on_keys("Ctrl+V", lambda: self.paste(QGuiApplication.clipboard().text()))
        self._on_keys("Ctrl+P", self.session.print_page)
        self._on_keys("F1", self.show_shortcuts)

    def _go_to(self, page: Page) -> None:
        self.session.go(Place(page))

    def _on_keys(self, keys: str, act: Callable[[], None]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self.frame)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)
        return shortcut

    def _arrived(self, place: Place) -> None:
        # The page of rounds has this key itself, and two hands on one key cancel each other.
        self._new.setEnabled(place.page is not Page.ROUNDS)

    def _say_hints(self) -> None:
        self.frame.status.set_hints(((_("Undo"), "Ctrl Z"), (_("Print"), "Ctrl P"), (_("All shortcuts"), "F1")))

    def _say(self, trouble: Exception) -> None:
        self.frame.toast.say(str(trouble), icon="warning")
