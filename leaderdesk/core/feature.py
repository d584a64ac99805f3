"""What a feature offers to the program that is put together from them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leaderdesk.core.events import Event

AddVerbs = Callable[["argparse._SubParsersAction[argparse.ArgumentParser]"], None]


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a feature does, in the same transaction, when another one tells of an event.

    `act` gets the transaction (a storage Writing) and the event.
    """

    event: type[Event]
    act: Callable[..., None]


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: its name in code, its command line verbs, and what it does when others tell of events.

    `add_print_verbs` adds what is printed to the verb `print`, `add_export_verbs` what is written for other programs to
    the verb `export`; both are shared.
    """

    name: str
    add_verbs: AddVerbs | None = None
    add_print_verbs: AddVerbs | None = None
    add_export_verbs: AddVerbs | None = None
    reactions: tuple[Reaction, ...] = ()
