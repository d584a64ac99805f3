"""What the settings of the business are called."""

from __future__ import annotations

from leaderdesk.core.i18n import N_

MOST_SIGNS = 80
"""Signs a name or a place may have: it stands on labels and lists."""

BUSINESS_TITLES = {
    "leader_name": N_("Your name"),
    "leader_phone": N_("Your phone"),
    "estate_name": N_("Estate"),
    "pickup_place": N_("Pickup place"),
    "cold_place": N_("Where the cold bags wait"),
    "frozen_place": N_("Where the frozen bags wait"),
    "ambient_place": N_("Where the other bags wait"),
}
