"""Writes neighbours: adds, changes, puts away and brings back, with everything that hangs on them."""

from leaderdesk.features.neighbours.actions.buildings import (
    add_building,
    edit_building,
    remove_building,
    set_walking_order,
)
from leaderdesk.features.neighbours.actions.merging import hold_apart, merge_neighbours, split_neighbour
from leaderdesk.features.neighbours.actions.people import (
    add_neighbour,
    archive_neighbour,
    edit_neighbour,
    ensure_neighbour,
    put_neighbour,
    restore_neighbour,
)
from leaderdesk.features.neighbours.actions.profile import (
    add_alias,
    add_tag,
    edit_note,
    put_tag,
    remember_alias,
    remove_alias,
    remove_note,
    remove_tag,
    write_note,
)

__all__ = [
    "add_alias",
    "add_building",
    "add_neighbour",
    "add_tag",
    "archive_neighbour",
    "edit_building",
    "edit_neighbour",
    "edit_note",
    "ensure_neighbour",
    "hold_apart",
    "merge_neighbours",
    "put_neighbour",
    "put_tag",
    "remember_alias",
    "remove_alias",
    "remove_building",
    "remove_note",
    "remove_tag",
    "restore_neighbour",
    "set_walking_order",
    "split_neighbour",
    "write_note",
]
