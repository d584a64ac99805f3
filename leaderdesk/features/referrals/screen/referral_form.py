"""The form in which it is noted who brought whom."""

from __future__ import annotations

from typing_extensions import override

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.queries import neighbour_card
from leaderdesk.features.neighbours.screen.whom import Whom
from leaderdesk.features.referrals.actions import name_referral
from leaderdesk.features.referrals.rules import How
from leaderdesk.features.referrals.screen.book import ReferralBook
from leaderdesk.features.referrals.screen.side_form import SideForm
from leaderdesk.storage.database import Store
from leaderdesk.ui.choices import Segments
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import ElidedLabel, Label


class ReferralForm(SideForm):
    """Who was brought, by whom, and how it was said."""

    def __init__(self, desk: Desk, book: ReferralBook) -> None:
        super().__init__(desk, book, title=_("Who brought whom"), verb=_("Note it"))
        self._ids: dict[str, int] = {}
        self.newcomer, self.referrer = Whom(desk), Whom(desk)
        self._chosen = {"newcomer": ElidedLabel("", role="strong"), "referrer": ElidedLabel("", role="strong")}
        self.how = Segments(_("How it was said"), [(how.value, how.label) for how in (How.NEWCOMER, How.LIST)])
        self.words = LineEdit(_("What was said"), placeholder=_("as in the list, if you like"))
        for key, title, whom in (
            ("newcomer", _("The new neighbour"), self.newcomer),
            ("referrer", _("Who brought her"), self.referrer),
        ):
            self.inside.addWidget(Label(title, role="small", ink="text2"))
            self.inside.addWidget(self._chosen[key])
            self.inside.addWidget(whom)
            whom.chosen.connect(lambda id_, key=key: self.choose(key, id_))
        self.inside.addWidget(self.how)
        self.inside.addWidget(Field(_("What was said"), self.words))

    def begin(self) -> None:
        """Begin anew."""
        self._ids.clear()
        self.error.clear()
        self.words.clear()
        for label in self._chosen.values():
            label.setText("")
        self.referrer.begin(0)
        self.newcomer.begin(0)

    def choose(self, key: str, neighbour_id: int) -> None:
        """Let that neighbour be the "newcomer" or the "referrer"."""
        self._ids[key] = neighbour_id
        store = self.desk.store

        def name() -> str:
            with store.read() as connection:
                card = neighbour_card(connection, neighbour_id)
            return "" if card is None else f"{card.name} {card.room}".strip()

        self.desk.tasks.read(self, name, self._chosen[key].setText)

    @override
    def keep(self) -> None:
        """Note it; the list shows at once what the rules say to it."""
        if len(self._ids) < 2:
            self.refuse(UserError(_("Choose the new neighbour and who brought her.")))
            return
        ids, how, words = dict(self._ids), How(self.how.current()), self.words.plain_text()

        def work(store: Store) -> int:
            return name_referral(
                store, referrer_id=ids["referrer"], newcomer_id=ids["newcomer"], how=how, words=words
            ).action_id

        self.book.act(work, _("Noted who brought her"), done=self.ended, refused=self.refuse)
