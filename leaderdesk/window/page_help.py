"""What each page is for, in a few sentences: shown above the shortcuts."""

from __future__ import annotations

from collections.abc import Mapping

from leaderdesk.core.i18n import N_, _
from leaderdesk.features.places import Page, Place, Step

_OF_STEPS: Mapping[Step, tuple[str, ...]] = {
    Step.OPEN: (
        N_("Choose what is sold, at what price, until when, and where it is fetched. The text for the group follows."),
        N_("A case size lets the coach say how much is missing to a full case; a minimum says from when on it comes."),
    ),
    Step.STREAM: (
        N_("The streams in which this round is shown. Each opens as its run-sheet, or as what came of it."),
        N_("What neighbours order while a stream is on is counted for it, cue by cue."),
    ),
    Step.INTAKE: (
        N_("Paste the whole list as it stands in the group, as often as it grows; only what changed is taken."),
        N_(
            "What is not clear is asked about and taken when you have answered. What neighbours wrote is kept for ever."
        ),
    ),
    Step.CLOSE: (
        N_("What was ordered, which case is not full, what has not come together: copy the text while there is time."),
        N_("After the cut-off new wishes go into the drawer for late orders."),
    ),
    Step.PURCHASE: (
        N_(
            "One card for each supplier. What went out stays as it is; later changes go on an add-on slip of their own."
        ),
        N_("Amber costs money, blue is left over. No neighbour's name goes to a supplier."),
        N_(
            "In the drawer at the right note who comes late, as it was said. Take it or"
            " decline; the answer can be copied."
        ),
    ),
    Step.ARRIVAL: (
        N_("Type what came and press Enter. Drop a photo of the delivery note on the name of the supplier."),
        N_(
            "Too little: 1 to 5 choose how to share it out. Nothing changes before the green"
            " button, and it can be undone."
        ),
        N_(
            "Goods by weight: a weight for each order settles the price. What is left over:"
            " late orders, gifts, or waste."
        ),
        N_("Name the batch below the count: so a recall finds who has it."),
    ),
    Step.LABELS: (
        N_(
            "Choose the paper, then print. For your own printer print the page with rulers once and type what you read."
        ),
        N_("On a used sheet click the place where printing begins. After a change only what changed is printed."),
        N_(
            "The lists below the label are for picking and packing; in their window drag"
            " columns, buildings and products."
        ),
    ),
    Step.PICKUP: (
        N_("Scan, or type room, pickup code, initials or the end of the phone number. Enter hands over, once only."),
        N_("Untick what stays here. F2 and F3 book the money, F4 takes the household along, F6 notes who came for it."),
        N_("In a power cut tick the printed list; afterwards type its numbers: 3 7 12-18."),
    ),
    Step.SETTLE: (
        N_("Who still owes, and what came in. Nothing is ever erased here: what was wrong is reversed."),
        N_(
            "Drop a WeChat or Alipay bill on the window: what is sure is booked with one key, all else is asked first."
            " The same bill twice books nothing twice."
        ),
        N_(
            "Settling books what came at cost and locks the round; what is put right later is an entry of its own day."
            " Claims, suppliers and the workbook are behind the switch at the top."
        ),
    ),
}
_OF_PAGES: Mapping[Page, tuple[str, ...]] = {
    Page.TODAY: (
        N_(
            "What waits for you today. Each card leads to where it is done; the list from"
            " the group can be pasted here."
        ),
    ),
    Page.ROUNDS: (N_("A round goes from left to right. A step is ticked because of what happened, never by hand."),),
    Page.STREAMS: (
        N_("A series comes every week by itself. Click a day to plan a stream; drag one, and only that one moves."),
        N_("Dashed means no run-sheet yet, amber that two are at the same time. A double click opens one."),
        N_("Afterwards it says which cue took how long and sold what; answers go on file with one click."),
    ),
    Page.PRODUCTS: (
        N_(
            "Aliases let lists be read; facts answer questions. A photo can be dropped here;"
            " where it was taken is erased."
        ),
        N_("A batch keeps where it came from and how cold it was. “Who took it” finds them all, with texts to send."),
    ),
    Page.NEIGHBOURS: (
        N_("One card for each neighbour with everything that happened. All of it can be handed out to her, or erased."),
    ),
    Page.REFERRALS: (
        N_("Note who brought whom. The gift falls due by itself: first order paid, fetched, and past the returns."),
        N_("1 and 2 answer an amber row, F8 goes to the next, Ctrl+Enter lets all that is due go with the bags."),
        N_("A refund takes it back. The book of gifts is always even, and what gifts cost is in the settlement."),
    ),
    Page.COMMUNITY: (
        N_("Paste what the group answered: a poll is counted, a sign-up fills its seats and its waiting list."),
        N_("Who answers twice counts once, with her latest word. What is not clear is shown and asked about."),
    ),
    Page.IMPORT: (N_("Drop a file of another program. You see what would be taken before anything is."),),
    Page.SETTINGS: (N_(
        "Buildings in walking order, printers, backups that were read back, language of"
        " screen and paper."
    ),),
}  # fmt: skip


def help_of(place: Place) -> tuple[str, tuple[str, ...]]:
    """Return the name of what is in view there, empty for a page of the rail, and the sentences about it."""
    step = place.step if place.page is Page.ROUNDS else None
    if step is not None and step in _OF_STEPS:
        return step.title, tuple(_(words) for words in _OF_STEPS[step])
    return "", tuple(_(words) for words in _OF_PAGES.get(place.page, ()))
