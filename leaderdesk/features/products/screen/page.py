"""The page of the products: the list with its filters, and beside it the drawer of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QStackedWidget, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page as PageOfRail
from leaderdesk.features.places import Place
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.features.products.queries import ProductSlots, photo_contents, product_rows, supplier_rows
from leaderdesk.features.products.rules import Supplier
from leaderdesk.features.products.screen.columns import ListedProduct, columns_of
from leaderdesk.features.products.screen.drawer_part import DrawerPartMaker
from leaderdesk.features.products.screen.edit_form import EditProductForm
from leaderdesk.features.products.screen.new_form import NewProductForm
from leaderdesk.features.products.screen.product_drawer import ProductDrawer
from leaderdesk.features.products.screen.suppliers_pane import SuppliersPane
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import DrawerSplit
from leaderdesk.ui.later import Later
from leaderdesk.ui.list_side import ListSide
from leaderdesk.ui.page import Page
from leaderdesk.ui.pictures import thumbnail
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.search_field import SearchButton
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs import FilterTabs, Tab

_TABLES = frozenset({"product", "product_alias", "product_fact", "product_photo", "supplier"})
_ALL, _NOW, _COLD, _LACKING, _RESTING = "all", "now", "cold", "lacking", "resting"
_EVERYBODY = ""
_THUMBNAIL = 68


@dataclass(frozen=True, slots=True)
class _Loaded:
    rows: tuple[ListedProduct, ...]
    suppliers: tuple[Supplier, ...]


class ProductsPage:
    """All products; a row opens the drawer at the right, which also holds the forms and the suppliers."""

    def __init__(self, desk: Desk, slots: ProductSlots | None = None, parts: Sequence[DrawerPartMaker] = ()) -> None:
        self._desk = desk
        self._slots = slots or ProductSlots()
        self._wanted: int | None = None
        self._loaded: _Loaded | None = None
        self._pictures: dict[int, QPixmap] = {}
        self._page = Page(_("Products"))
        self._listing = RowTable(columns_of(self._pictures), row_id=lambda row: row.id)
        self._view = TableView(self._listing)
        self._view.setAccessibleName(_("Products"))
        self._tabs = FilterTabs(_("Filter the products"))
        self._by_supplier = Combo(_("By supplier"), size=28)
        self._by_supplier.setMaximumWidth(118)
        self._side = ListSide(self._view, self._nothing_yet(), tabs=self._tabs, more=self._by_supplier)
        self._product = ProductDrawer(desk, self._slots, parts=[make(desk) for make in parts])
        self._new = Later(self._new_form)
        self._editing = Later(self._edit_form)
        self._suppliers = Later(self._suppliers_pane)
        self._drawer = QStackedWidget()
        self._split = DrawerSplit(self._side)
        self._lay_out()
        self._connect()
        self._load()

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self._page

    def arrive(self, place: Place) -> None:
        """Show the product of `place`, or a form for a new one, or the list as it was left."""
        if place.wants_new:
            self._begin_new()
            return
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if place.product_id is not None:
            self._tabs.choose(_ALL)
            self._by_supplier.choose(_EVERYBODY)
            self._side.search.clear()
            self._narrow()
            self._wanted = place.product_id
            self._show_product(place.product_id)
            self._product.arrive(place)
            self._view.go_to(place.product_id)

    def print_page(self) -> None:
        """Say that this page has no paper."""
        nothing_to_print(self._desk)

    # Putting the page together.

    def _nothing_yet(self) -> EmptyState:
        add = Button(_("Add a product"), kind="primary", icon="plus")
        add.clicked.connect(self._begin_new)
        bring = Button(_("Import a price list"), icon="upload")
        bring.clicked.connect(self._import)
        reason = _("A name, a unit and a price are enough.")
        return EmptyState("box", _("Add a product first"), reason, buttons=[add, bring])

    def _import(self) -> None:
        self._desk.go(Place(PageOfRail.IMPORT, import_kind="products"))

    def _lay_out(self) -> None:
        self._drawer.addWidget(self._product)
        search = SearchButton()
        search.clicked.connect(self._desk.summon_palette)
        suppliers = Button(_("Suppliers"), icon="truck")
        suppliers.clicked.connect(self._show_suppliers)
        bring = Button(_("Import"), icon="upload")
        bring.clicked.connect(self._import)
        add = Button(_("Add a product"), kind="primary", icon="plus")
        add.clicked.connect(self._begin_new)
        self._page.header.set_search(search)
        self._page.header.set_actions(bring, suppliers, add)
        self._page.set_content(self._split)
        self._side.find_from(self._page)

    def _connect(self) -> None:
        self._tabs.chosen.connect(lambda _key: self._narrow())
        self._by_supplier.chosen.connect(lambda _key: self._narrow())
        self._side.search.searched.connect(lambda _text: self._narrow())
        self._view.opened.connect(self._show_product)
        self._view.clicked.connect(lambda index: self._show_product(self._listing.id_at(index.row())))
        self._view.current_changed.connect(self._follow)
        self._side.states.retried.connect(self._load)
        for part in (self._product.closed, self._product.gone):
            part.connect(self._split.close_drawer)
        self._product.edit_wanted.connect(self._edit)
        self._split.closed.connect(self._product.forget)
        tables = _TABLES | self._slots.tables
        self._desk.bridge.on_tables(self._page, tables, lambda _changed: self._follow_store())

    def _new_form(self) -> NewProductForm:
        form = NewProductForm(self._desk)
        form.closed.connect(self._split.close_drawer)
        form.added.connect(self._added)
        self._drawer.addWidget(form)
        return form

    def _edit_form(self) -> EditProductForm:
        form = EditProductForm(self._desk)
        form.done.connect(self._show_product)
        self._drawer.addWidget(form)
        return form

    def _suppliers_pane(self) -> SuppliersPane:
        pane = SuppliersPane(self._desk)
        pane.closed.connect(self._split.close_drawer)
        pane.chosen.connect(self._show_goods_of)
        self._drawer.addWidget(pane)
        return pane

    # Reading.

    def _follow_store(self) -> None:
        self._load()
        if self._split.is_open():
            self._product.refresh()

    def _load(self) -> None:
        store, slots = self._desk.store, self._slots

        def work() -> _Loaded:
            with store.read() as connection:
                standings = slots.standings(connection)
                rows = tuple(ListedProduct(one, standings.get(one.id)) for one in product_rows(connection))
                return _Loaded(rows, supplier_rows(connection))

        self._desk.tasks.read(self._page, work, self._show, self._failed, latest="list")

    def _failed(self, error: Exception) -> None:
        self._side.states.show_error(_("The list could not be read"), str(error))

    def _show(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        awake = [row for row in loaded.rows if row.product.rests_since_ms is None]
        words = ngettext("{count} product", "{count} products", len(awake)).format(count=len(awake))
        self._page.header.set_title(_("Products"), words)
        self._tabs.set_tabs(self._filters(awake, len(loaded.rows) - len(awake)))
        choices = [(str(one.id), one.name) for one in loaded.suppliers if one.rests_since_ms is None]
        self._by_supplier.set_choices([(_EVERYBODY, _("By supplier")), *choices])
        self._by_supplier.setVisible(bool(choices))
        self._side.strip.fit()
        self._new.tell(lambda form: form.offer_suppliers(loaded.suppliers))
        self._editing.tell(lambda form: form.offer_suppliers(loaded.suppliers))
        self._suppliers.tell(lambda pane: pane.show_suppliers(loaded.suppliers))
        self._listing.set_rows(loaded.rows)
        self._narrow()
        if self._wanted is not None and self._view.go_to(self._wanted):
            self._wanted = None
        self._load_pictures()

    def _filters(self, awake: list[ListedProduct], resting: int) -> list[Tab]:
        counts = (
            (_NOW, _("This round"), sum(row.on_sale for row in awake)),
            (_COLD, _("Cold"), sum(row.product.is_cold for row in awake)),
            (_LACKING, _("Lacking"), sum(bool(row.product.lacks) for row in awake)),
            (_RESTING, _("Resting"), resting),
        )
        return [Tab(_ALL, _("All"), len(awake)), *(Tab(key, words, count) for key, words, count in counts if count)]

    def _load_pictures(self) -> None:
        rows = () if self._loaded is None else self._loaded.rows
        wanted = [row.product.photo_id for row in rows if row.product.photo_id not in self._pictures]
        ids = [photo_id for photo_id in wanted if photo_id is not None]
        if not ids:
            return
        store = self._desk.store

        def work() -> dict[int, QImage]:
            with store.read() as connection:
                return {key: thumbnail(jpeg, _THUMBNAIL) for key, jpeg in photo_contents(connection, ids).items()}

        self._desk.tasks.read(self._page, work, self._show_pictures, latest="pictures")

    def _show_pictures(self, images: dict[int, QImage]) -> None:
        self._pictures |= {key: QPixmap.fromImage(image) for key, image in images.items()}
        self._view.viewport().update()

    # Filtering.

    def _narrow(self) -> None:
        key, supplier, words = self._tabs.current() or _ALL, self._by_supplier.current(), self._side.words()
        self._listing.keep(lambda row: row.fits(words) and _belongs(row, key) and _comes_from(row, supplier))
        if self._loaded is not None:
            self._side.show_rows(self._listing.rowCount(), of=len(self._loaded.rows))

    # The drawer.

    def _open(self, part: QWidget) -> None:
        self._drawer.setCurrentWidget(part)
        self._split.open_drawer(self._drawer)

    def _follow(self, product_id: int | None) -> None:
        if product_id is not None and self._split.is_open() and self._drawer.currentWidget() is self._product:
            self._product.show_product(product_id)

    def _show_product(self, product_id: int) -> None:
        self._product.show_product(product_id)
        self._open(self._product)

    def _begin_new(self) -> None:
        self._open(self._new.widget())
        self._new.widget().begin()

    def _edit(self, product_id: int) -> None:
        self._open(self._editing.widget())
        self._editing.widget().begin(product_id)

    def _added(self, product_id: int) -> None:
        self._wanted = product_id
        self._show_product(product_id)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_suppliers(self) -> None:
        self._open(self._suppliers.widget())
        self._suppliers.widget().begin()

    def _show_goods_of(self, supplier_id: int) -> None:
        self._tabs.choose(_ALL)
        self._by_supplier.choose(str(supplier_id))
        self._narrow()


def _belongs(row: ListedProduct, key: str) -> bool:
    rests = row.product.rests_since_ms is not None
    if rests or key == _RESTING:
        return rests and key == _RESTING
    fits = {_ALL: True, _NOW: row.on_sale, _COLD: row.product.is_cold, _LACKING: bool(row.product.lacks)}
    return fits[key]


def _comes_from(row: ListedProduct, supplier: str) -> bool:
    return supplier == _EVERYBODY or str(row.product.supplier_id) == supplier
