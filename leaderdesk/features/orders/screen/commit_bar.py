"""The bar at the bottom of intake: what the list comes to, what is open, and taking it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.orders.rules.review import Review
from leaderdesk.ui import commit_bar


class CommitBar(commit_bar.CommitBar):
    """Takes the orders of a list that was read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Take the orders"), parent=parent)

    def show_review(self, review: Review) -> None:
        """Show what the list comes to and what is still open in it."""
        last = review.ground.last
        new_text = last is None or last.text != review.text
        certain = ngettext("Only the {count} clear order", "Only the {count} clear orders", review.order_count)
        self.show_state(
            [
                (str(review.order_count), _("orders")),
                (amount_text(review.milli), _("pieces")),
                (format_yuan(review.fen), ""),
            ],
            open_places=review.questions,
            certain=certain.format(count=review.order_count),
            certain_works=review.works,
            works=bool(review.questions) or review.works or (new_text and bool(review.rows)),
        )
