"""Writes products, their facts and pictures, and the suppliers who bring them."""

from leaderdesk.features.products.actions.goods import (
    add_alias,
    add_product,
    change_product,
    put_field,
    put_product,
    remember_alias,
    remove_alias,
    rest_product,
    set_supplier,
    wake_product,
)
from leaderdesk.features.products.actions.material import (
    add_fact,
    add_photo,
    caption_photo,
    change_fact,
    move_fact,
    move_photo,
    remove_fact,
    remove_photo,
)
from leaderdesk.features.products.actions.suppliers import (
    add_supplier,
    change_supplier,
    rest_supplier,
    wake_supplier,
)

__all__ = [
    "add_alias",
    "add_fact",
    "add_photo",
    "add_product",
    "add_supplier",
    "caption_photo",
    "change_fact",
    "change_product",
    "change_supplier",
    "move_fact",
    "move_photo",
    "put_field",
    "put_product",
    "remember_alias",
    "remove_alias",
    "remove_fact",
    "remove_photo",
    "rest_product",
    "rest_supplier",
    "set_supplier",
    "wake_product",
    "wake_supplier",
]
