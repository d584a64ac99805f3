"""The page of an import: files one after the other, each looked over, answered, and taken in one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.documents.file_kind import is_picture
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.places import Page as PageOfRail
from leaderdesk.features.places import Place, Step
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.features.sharing.papers import write_template
from leaderdesk.features.sharing.rules.preview import FileKind, Preview
from leaderdesk.features.sharing.screen.file_review import FileReview
from leaderdesk.features.sharing.screen.start_pane import StartPane
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.page import Page
from leaderdesk.ui.search_field import SearchButton

_PAGES = {FileKind.PRODUCTS: PageOfRail.PRODUCTS, FileKind.NEIGHBOURS: PageOfRail.NEIGHBOURS}
"""Where one sees what was imported; orders are in their round, the past is on no page of its own."""


class ImportPage:
    """Takes in the files it is given; everything is looked over before anything is written."""

    def __init__(self, desk: Desk, *, guards: Guards = UNGUARDED) -> None:
        self._desk = desk
        self._page = Imports(desk, guards)

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self._page

    def arrive(self, place: Place) -> None:
        """Look over the files of `place` behind those that wait, or ask for one; else stay as it was left."""
        self._page.arrive(place)

    def print_page(self) -> None:
        """Say that this page has no paper."""
        nothing_to_print(self._desk)


class Imports(QWidget):
    """The files that wait, and the one in work."""

    def __init__(self, desk: Desk, guards: Guards) -> None:
        super().__init__()
        self._desk = desk
        self._waiting: list[Path] = []
        self._done = 0
        self._round_id: int | None = None
        self._wanted: FileKind | None = None
        self.page = Page(_("Import"))
        self.start = StartPane()
        self.review = FileReview(desk, guards)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.stack.addWidget(self.review)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self._lay_out()
        self._connect()

    def arrive(self, place: Place) -> None:
        """Take the files of `place` into the queue, or ask for one."""
        self._wanted = FileKind(place.import_kind) if place.import_kind else None
        if place.round_id is not None or place.files:
            self._round_id = place.round_id
        if place.files:
            self.add(place.files)
        elif place.wants_new:
            self.choose()

    def add(self, files: tuple[Path, ...]) -> None:
        """Look these files over, one after the other, behind those that wait already."""
        self._waiting += files
        if self.review.is_free:
            self._next()
        else:
            self._desk.notice(_("{name} comes next.").format(name=files[0].name))
            self._say_where()

    def choose(self) -> None:
        """Ask for files."""
        kinds = _("Tables (*.xlsx *.csv *.txt);;All files (*)")
        chosen, _filter = QFileDialog.getOpenFileNames(self, _("Choose a file"), "", kinds)
        if chosen:
            self.add(tuple(map(Path, chosen)))

    def save_template(self, kind: FileKind) -> None:
        """Ask where, and save an empty table of this kind with its headers and an example."""
        name = {FileKind.PRODUCTS: _("Products"), FileKind.NEIGHBOURS: _("Neighbours")}[kind]
        first = str(Path.home() / _("{what} template.xlsx").format(what=name))
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save the template"), first, "Excel (*.xlsx)")
        if not chosen:
            return
        path = Path(chosen).with_suffix(".xlsx")
        said = _("Saved as {name}. Fill it in, then drop it here.").format(name=path.name)
        self._desk.tasks.read(self, lambda: write_template(path, kind), lambda _done: self._desk.notice(said))

    # Building.

    def _lay_out(self) -> None:
        search = SearchButton()
        search.clicked.connect(self._desk.summon_palette)
        another = Button(_("Choose another file"), icon="upload")
        another.clicked.connect(self.choose)
        self.page.header.set_search(search)
        self.page.header.set_actions(another)
        self.page.set_content(self.stack)
        self._key("F8", lambda: self.review.pane.go_on(1))
        self._key("Shift+F8", lambda: self.review.pane.go_on(-1))
        self._key("Ctrl+Return", self._commit)
        self._key("Ctrl+Enter", self._commit)

    def _connect(self) -> None:
        self.start.file_wanted.connect(self.choose)
        self.start.template_wanted.connect(self.save_template)
        self.review.refused.connect(self._refused)
        self.review.left.connect(self._next)
        self.review.bill_found.connect(self._is_bill)
        self.review.taken.connect(self._taken)

    def _key(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)

    # One file after the other.

    def _next(self) -> None:
        if not self._waiting:
            self._done = 0
            self.review.let_go()
            self.start.show_start()
            self.stack.setCurrentWidget(self.start)
        else:
            path = self._waiting.pop(0)
            self._done += 1
            self.stack.setCurrentWidget(self.review)
            self.review.open(path, round_id=self._round_id, wanted=self._wanted)
        self._say_where()

    def _say_where(self) -> None:
        total = self._done + len(self._waiting)
        where = _("file {place} of {total}").format(place=self._done, total=total) if total > 1 else ""
        self.page.header.set_title(_("Import"), where)

    def _commit(self) -> None:
        if self.stack.currentWidget() is self.review:
            self.review.pane.bar.commit()

    def _refused(self, path: Path, sentence: str) -> None:
        self.review.let_go()
        sentence = _kindly(path, sentence)
        self.start.show_error(sentence)
        self.stack.setCurrentWidget(self.start)
        if self._waiting:
            self._desk.notice(sentence)
            self._next()
        else:
            self._done = 0
            self._say_where()

    def _is_bill(self, path: Path, round_id: int | None) -> None:
        """Go where money is collected, with the bill; what else was dropped stays here to be looked over."""
        if round_id is None:
            self._refused(path, _("{name} is a bill. Open a round first, then drop it again.").format(name=path.name))
            return
        self._next()
        self._desk.go(Place(PageOfRail.ROUNDS, round_id=round_id, step=Step.SETTLE, files=(path,)))

    def _taken(self, preview: Preview, order_ids: tuple[int, ...]) -> None:
        if self._waiting:
            self._next()
            return
        self._next()
        place = self._where(preview.kind, order_ids)
        if place is not None:
            self._desk.go(place)

    def _where(self, kind: FileKind, order_ids: tuple[int, ...]) -> Place | None:
        """Return where one sees what was imported."""
        if kind is FileKind.ORDERS:
            first = order_ids[0] if order_ids else None
            return Place(PageOfRail.ROUNDS, round_id=self.review.round_id, step=Step.INTAKE, order_id=first)
        page = _PAGES.get(kind)
        return None if page is None else Place(page)


def _kindly(path: Path, sentence: str) -> str:
    """Return what is said of a file that cannot be read; what it is, where one knows."""
    if is_picture(path):
        words = _("{name} is a picture. Tables come in here; a photo of a product goes on the product's page.")
        return words.format(name=path.name)
    if path.suffix.lower() in (".txt", ".text"):
        return _("{name} holds words and no table. Drop it alone, and it is read as a list of the group.").format(
            name=path.name
        )
    return sentence
