"""Livestreams: fixed slots, run-sheets in timed cues, the console and the audience window, what came of it."""
