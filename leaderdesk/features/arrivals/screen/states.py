"""What stands where there is nothing to decide: before the van comes, while it is counted, and when all is here."""

from __future__ import annotations

from leaderdesk.core.clock import Clock, local_now, planned, short_time
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.arrivals.queries import Arrival
from leaderdesk.ui.states import EmptyState


def nothing_ordered() -> EmptyState:
    """Return what stands in the whole page where nothing is to come."""
    return EmptyState("truck", _("Nothing is to come yet"), _("What the orders ask for is counted here when it comes."))


def show_still(state: EmptyState, arrival: Arrival | None, clock: Clock) -> None:
    """Say how far the count is."""
    counts = arrival.counts if arrival else ()
    if arrival is None or not counts:
        state.show_text("")
        return
    left = sum(1 for count in counts if not count.is_counted)
    if left == len(counts):
        when = short_time(planned(arrival.round.pickup_from), local_now(clock))
        state.show_text(
            _("The goods are not here yet"),
            _("Pickup begins {time}. When the van is here, type what came; Enter goes on.").format(time=when),
        )
    elif left:
        words = ngettext("{count} product still to count", "{count} products still to count", left)
        state.show_text(words.format(count=left), _("What comes short is shared out here."))
    else:
        state.show_text(_("All is here"), _("Everything is counted and nobody goes short. On to the labels."))
