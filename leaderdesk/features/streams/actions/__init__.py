"""The verbs of streams: series, streams, run-sheets, and the templates they begin with."""

from __future__ import annotations

from leaderdesk.features.streams.actions.cues import (
    CueChange,
    add_cue,
    clear_cues,
    copy_cue,
    delete_cue,
    edit_cue,
    move_cue,
    order_cues,
    set_lengths,
)
from leaderdesk.features.streams.actions.material import (
    add_picture,
    add_video,
    caption_media,
    remove_media,
    set_points,
    set_products,
    set_props,
    tick_point,
    tick_prop,
)
from leaderdesk.features.streams.actions.series import (
    SeriesChange,
    add_series,
    archive_series,
    edit_series,
    restore_series,
)
from leaderdesk.features.streams.actions.streams import (
    StreamChange,
    add_stream,
    archive_stream,
    drop_slot,
    edit_stream,
    move_stream,
    plan_slot,
    restore_stream,
)
from leaderdesk.features.streams.actions.templates import (
    archive_template,
    rename_template,
    restore_template,
    save_template,
    use_template,
)

__all__ = [
    "CueChange",
    "SeriesChange",
    "StreamChange",
    "add_cue",
    "add_picture",
    "add_series",
    "add_stream",
    "add_video",
    "archive_series",
    "archive_stream",
    "archive_template",
    "caption_media",
    "clear_cues",
    "copy_cue",
    "delete_cue",
    "drop_slot",
    "edit_cue",
    "edit_series",
    "edit_stream",
    "move_cue",
    "move_stream",
    "order_cues",
    "plan_slot",
    "remove_media",
    "rename_template",
    "restore_series",
    "restore_stream",
    "restore_template",
    "save_template",
    "set_lengths",
    "set_points",
    "set_products",
    "set_props",
    "tick_point",
    "tick_prop",
    "use_template",
]
