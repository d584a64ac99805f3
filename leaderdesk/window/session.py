"""One open store in the window: its desk, its pages, and going from place to place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leaderdesk.core.clock import Clock
from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.i18n import use_screen_language
from leaderdesk.core.paths import StorePaths
from leaderdesk.core.settings import MachineSettings, read_settings, write_settings
from leaderdesk.features.places import Page, Place
from leaderdesk.ui.bridge import Bridge
from leaderdesk.ui.tasks import TaskRunner
from leaderdesk.ui.theme import theme
from leaderdesk.window.ahead import Ahead
from leaderdesk.window.badges import RailBadges
from leaderdesk.window.frame import Frame
from leaderdesk.window.parts import Parts
from leaderdesk.window.qt_words import QtWords
from leaderdesk.window.undoing import Undoing

if TYPE_CHECKING:
    # Importing these costs more than the first paint may take.
    from leaderdesk.core.feature import Reaction
    from leaderdesk.features.desk import Desk, Screen, StoreSwitch
    from leaderdesk.storage.business import Business
    from leaderdesk.storage.database import Store
    from leaderdesk.ui.palette import Palette


class Session(QObject):
    """Holds what belongs to the store that is open; closing it leaves the frame empty for another.

    `opened` tells that the desk stands and Today is in view, `refused` why a store did not open, `closing` that what
    works on the store must end now, `arrived` the place that came into view.
    """

    opened = Signal()
    refused = Signal(object)
    closing = Signal()
    arrived = Signal(object)

    def __init__(self, frame: Frame, parts: Parts, *, tasks: TaskRunner, clock: Clock) -> None:
        super().__init__(frame)
        self._frame = frame
        self._parts = parts
        self._tasks = tasks
        self._clock = clock
        self._screens: dict[Page, Screen] = {}
        self._machine = MachineSettings()
        self._qt_words = QtWords()
        self.ahead = Ahead(tasks, parent=self)
        self._own: StorePaths | None = None
        self._place = Place(Page.TODAY)
        self._undoing: Undoing | None = None
        self._palette: Palette | None = None
        self.store: Store | None = None
        self.desk: Desk | None = None
        self.make_switch: Callable[[], StoreSwitch] | None = None
        self._marked: Place | None = None
        frame.rail.chosen.connect(lambda page: self.go(Place(page)))
        frame.status.mark_clicked.connect(self._go_to_marked)

    @property
    def machine(self) -> MachineSettings:
        """The settings of this machine as they stand."""
        return self._machine

    @property
    def page(self) -> Page:
        """The page in view."""
        return self._place.page

    @property
    def place(self) -> Place:
        """Where the leader is."""
        return self._place

    # This machine.

    def take_machine_settings(self, own: StorePaths, *, language: str | None) -> None:
        """Read this machine's settings beside the leader's own store, and look and speak as they say."""
        self._own = own
        self._machine = read_settings(own.settings)
        if language is not None:
            self._machine = replace(self._machine, language=language)
        self._apply()
        self._frame.restore_kept(self._machine.window)

    def set_machine(self, settings: MachineSettings) -> None:
        """Keep `settings`, and look and speak as they say from now on."""
        spoke = self._machine.language
        self._machine = settings
        self._apply()
        self.keep_machine()
        if settings.language != spoke:
            self._frame.speak()
            self.rebuild()

    def keep_machine(self) -> None:
        """Write this machine's settings; a disk that refuses is told in a toast and costs nothing else."""
        if self._own is None:
            return
        try:
            write_settings(self._own.settings, self._machine)
        except StorageTrouble as trouble:
            self._frame.toast.say(str(trouble), icon="warning")

    # The store.

    def open(self, paths: StorePaths) -> None:
        """Open the store of `paths` in the background; `opened` or `refused` follows."""
        work = partial(_opened, paths, clock=self._clock, reactions=self._parts.reactions)
        self._tasks.write(self, work, lambda opened: self._take_store(*opened), self.refused.emit)
        # What the first page is made of is imported meanwhile, one module to a turn of the event loop.
        self._tasks.in_turns(self, *(partial(import_module, module) for module in self._parts.first))

    def close(self) -> None:
        """Close the store and take its pages out of the window; what was asked to be written is written first."""
        self.ahead.stop()
        self._tasks.wait()
        self.closing.emit()
        self._drop_pages()
        if self._undoing is not None:
            self._undoing.deleteLater()
            self._undoing = None
        if self.desk is not None:
            # What follows the store without being a page, as the window for the audience, ends with its bridge.
            self.desk.bridge.deleteLater()
        if self.store is not None:
            self.store.close()
        self.store = self.desk = None

    # Places.

    def go(self, place: Place) -> None:
        """Show `place`; its screen is made on the first visit, once what it is made of has been imported."""
        if self.desk is None:
            return
        self._place = place
        self._frame.rail.show_page(place.page)
        if not self.ahead.when_there(self._parts.modules(place), lambda: self._show(place)):
            self._frame.show_blank()

    def _show(self, place: Place) -> None:
        if self.desk is None:
            return
        if place.page in self._screens:
            self._bring(place)
            self._arrive(place)
            return
        # The first time takes longer: the empty frame shows, and making, showing and reading each have their turn.
        self._frame.show_blank()
        pieces = (self._make, self._bring, self._arrive)
        self._tasks.in_turns(self, *(partial(self._if_still, place, piece) for piece in pieces))

    def _if_still(self, place: Place, piece: Callable[[Place], None]) -> None:
        if self.desk is not None and place is self._place:
            piece(place)

    def _make(self, place: Place) -> None:
        if self.desk is not None and place.page not in self._screens:
            self._screens[place.page] = self._parts.make_page(place.page, self.desk)

    def _bring(self, place: Place) -> None:
        self._frame.show_widget(self._screens[place.page].widget())

    def _arrive(self, place: Place) -> None:
        self._screens[place.page].arrive(place)
        self.arrived.emit(place)

    def print_page(self) -> None:
        """Let the page in view print what it has."""
        screen = self._screens.get(self._place.page)
        if screen is not None:
            screen.print_page()

    def rebuild(self) -> None:
        """Make every screen anew, as after a change of language, and return to the place in view."""
        self._drop_pages()
        self.go(replace(self._place, wants_new=False, paste=None, files=()))

    def summon(self) -> None:
        """Open the search panel; it is made the first time."""
        if self.desk is None:
            return
        if self._palette is None:
            self._palette = self._parts.make_palette(self.desk, self._frame)
        self._palette.open()

    # Steps.

    def notice(self, sentence: str, *, undo: int | None = None) -> None:
        """Say `sentence` in the toast; with an action's id, offer to undo it."""
        if self._undoing is not None:
            self._undoing.notice(sentence, undo=undo)

    def mark(self, words: str, *, place: Place | None = None) -> None:
        """Let `words` stand in the line at the bottom, whatever page is in view, and lead to `place`."""
        self._marked = place
        self._frame.status.set_mark(words)

    def _go_to_marked(self) -> None:
        if self._marked is not None:
            self.go(self._marked)

    def undo_last(self) -> None:
        """Undo the latest step that can be undone."""
        if self._undoing is not None:
            self._undoing.undo_last()

    def redo_last(self) -> None:
        """Do again what was undone last."""
        if self._undoing is not None:
            self._undoing.redo_last()

    def _take_store(self, store: Store, business: Business) -> None:
        from leaderdesk.features.desk import Desk, StoreSwitch

        self.store = store
        self.ahead.deleteLater()
        self.ahead = Ahead(self._tasks, parent=self)
        bridge = Bridge(self)
        store.watch(bridge.tell)
        badges = RailBadges(
            self._frame.rail, self._parts, store=store, tasks=self._tasks, bridge=bridge, parent=self.ahead
        )
        self.ahead.ended.connect(badges.begin)
        self._undoing = Undoing(store, tasks=self._tasks, frame=self._frame, parent=self)
        self.desk = Desk(
            store=store,
            tasks=self._tasks,
            bridge=bridge,
            clock=self._clock,
            notice=self.notice,
            go=self.go,
            settings=lambda: self._machine,
            set_settings=self.set_machine,
            summon_palette=self.summon,
            undo_last=self.undo_last,
            mark=self.mark,
            speak_below=self._undoing.speak_below,
            alone=self._frame.stand_alone,
            ask_first=self._frame.ask_before_closing,
            stores=StoreSwitch() if self.make_switch is None else self.make_switch(),
            in_practice=business.is_practice,
        )
        self.go(Place(Page.TODAY))
        self.opened.emit()

    def _drop_pages(self) -> None:
        self._screens.clear()
        self._frame.forget_pages()
        # What a page holds open ends with the page.
        self.mark("")
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None

    def _apply(self) -> None:
        use_screen_language(self._machine.language)
        self._qt_words.speak(self._machine.language)
        theme().choose(self._machine.theme, self._machine.text_zoom)


def _opened(paths: StorePaths, *, clock: Clock, reactions: Callable[[], Sequence[Reaction]]) -> tuple[Store, Business]:
    """Return the store with whose it is; a store that is opened for the first time has its key for codes then."""
    from leaderdesk.storage.business import ensure_shop_key, read_business
    from leaderdesk.storage.database import open_store

    store = open_store(paths, clock=clock, reactions=reactions())
    try:
        with store.glance() as reading:
            business = read_business(reading)
        if not business.shop_key:
            with store.write("First start", undoable=False) as writing:
                ensure_shop_key(writing.session)
        return store, business
    except BaseException:
        store.close()
        raise
