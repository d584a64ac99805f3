"""Takes in what other programs wrote: each file is one transaction and one step to undo."""

from __future__ import annotations

from leaderdesk.features.sharing.actions.catalogues import import_neighbours, import_products
from leaderdesk.features.sharing.actions.history import import_history
from leaderdesk.features.sharing.actions.orders import import_orders, review_orders

__all__ = ["import_history", "import_neighbours", "import_orders", "import_products", "review_orders"]
