"""The colours of the first paint are those of the tokens."""

from __future__ import annotations

import pytest

from leaderdesk.core.resources import resource
from leaderdesk.ui.tokens import Scheme, read_tokens
from leaderdesk.window.frame import FIRST_COLORS


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_colours_are_those_of_the_tokens(scheme: Scheme) -> None:
    tokens = read_tokens(resource("themes", "tokens.json")).colors[scheme]
    assert {name: value.upper() for name, value in FIRST_COLORS[scheme].items()} == {
        name: str(value).upper() for name, value in tokens.items() if name in FIRST_COLORS[scheme]
    }
