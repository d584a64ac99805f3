"""What the pages are made of, by name: importing it takes time, and is done before the window's thread needs it."""

from __future__ import annotations

from leaderdesk.features.places import Page, Place, Step

TODAY = ("leaderdesk.features.desk", "leaderdesk.features.home.glance", "leaderdesk.features.home.screen")
"""What Today is made of: the little that is imported while the store opens."""

_ROUNDS = ("leaderdesk.features.rounds.screen", "leaderdesk.features.orders.queries.slots")
_STREAMS = (
    "leaderdesk.features.streams.screen",
    "leaderdesk.features.orders.screen",
    "leaderdesk.features.orders.queries.by_time",
    "leaderdesk.features.community.actions.stream_votes",
    "leaderdesk.features.referrals.queries.cues",
)
_STEPS = {
    Step.STREAM: _STREAMS,
    Step.INTAKE: (
        "leaderdesk.features.orders.screen",
        "leaderdesk.features.pickups.queries",
        "leaderdesk.features.payments.queries",
        "leaderdesk.features.sharing.queries",
        "leaderdesk.features.purchasing.feature",
        "leaderdesk.features.community.feature",
        "leaderdesk.features.labels.screen",
        "leaderdesk.features.claims.queries",
    ),
    Step.PURCHASE: ("leaderdesk.features.purchasing.screen", "leaderdesk.features.arrivals.queries"),
    Step.ARRIVAL: ("leaderdesk.features.arrivals.screen", "leaderdesk.features.referrals.actions"),
    Step.LABELS: (
        "leaderdesk.features.labels.screen",
        "leaderdesk.features.payments.queries",
        "leaderdesk.features.lists.screen",
        "leaderdesk.features.referrals.queries.slots",
        "leaderdesk.features.claims.queries.along",
        "leaderdesk.features.streams.screen.trace_sheet",
    ),
    Step.PICKUP: (
        "leaderdesk.features.pickups.screen",
        "leaderdesk.features.payments.actions",
        "leaderdesk.features.arrivals.queries",
        "leaderdesk.features.labels.screen",
        "leaderdesk.features.scanner.screen",
        "leaderdesk.features.referrals.queries.slots",
        "leaderdesk.features.claims.queries.along",
    ),
    Step.SETTLE: ("leaderdesk.features.payments.screen", "leaderdesk.features.settlements.screen"),
}
_PAGES = {
    Page.ROUNDS: _ROUNDS,
    Page.STREAMS: _STREAMS,
    Page.PRODUCTS: (
        "leaderdesk.features.products.screen",
        "leaderdesk.features.rounds.queries",
        "leaderdesk.features.batches.screen",
        "leaderdesk.features.streams.screen.trace_sheet",
        "leaderdesk.features.orders.queries.taken",
        "leaderdesk.features.pickups.queries",
    ),
    Page.NEIGHBOURS: (
        "leaderdesk.features.neighbours.screen",
        "leaderdesk.features.orders.queries.slots",
        "leaderdesk.features.orders.actions.merging",
        "leaderdesk.features.payments.actions",
        "leaderdesk.features.payments.screen.account_box",
        "leaderdesk.features.pickups.queries",
        "leaderdesk.features.sharing.actions.joined",
        "leaderdesk.features.community.actions.merging",
        "leaderdesk.features.community.feature",
        "leaderdesk.features.claims.actions",
        "leaderdesk.features.referrals.queries.slots",
    ),
    Page.REFERRALS: ("leaderdesk.features.referrals.screen",),
    Page.COMMUNITY: ("leaderdesk.features.community.screen",),
    Page.IMPORT: (
        "leaderdesk.features.sharing.screen",
        "leaderdesk.features.payments.queries",
        "leaderdesk.features.pickups.queries",
    ),
    Page.SETTINGS: ("leaderdesk.features.settings.screen",),
}
_LIKELY = (Page.STREAMS, Page.PRODUCTS, Page.NEIGHBOURS, Page.REFERRALS, Page.COMMUNITY, Page.IMPORT, Page.SETTINGS)


def modules_of(place: Place) -> tuple[str, ...]:
    """Return the modules that the screen of that place is made of; Today has none that are worth waiting for."""
    step = () if place.step is None or place.page is not Page.ROUNDS else _STEPS.get(place.step, ())
    return (*_PAGES.get(place.page, ()), *step)


def modules_ahead() -> tuple[str, ...]:
    """Return what every page is made of, in the order in which it is likely to be wanted."""
    steps = [module for modules in _STEPS.values() for module in modules]
    pages = [module for page in _LIKELY for module in _PAGES[page]]
    every = (
        "leaderdesk.storage.bedrock", "leaderdesk.storage.journal", *_ROUNDS,
        "leaderdesk.features.home.screen.palette", "leaderdesk.ui.palette", *steps, *pages,
        "leaderdesk.features.payments.screen.books_mark",
    )  # fmt: skip
    return tuple(dict.fromkeys(every))
