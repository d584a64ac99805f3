"""The same actions from a terminal; never imports Qt for a job that needs no window."""
