"""The page of the neighbours, and the card with the walking order of the buildings."""

from leaderdesk.features.neighbours.screen.buildings_card import BuildingsCard
from leaderdesk.features.neighbours.screen.page import NeighboursPage

__all__ = ["BuildingsCard", "NeighboursPage"]
