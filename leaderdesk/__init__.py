"""LeaderDesk 团长工作台: the desk of a community group-buy leader."""

__version__ = "0.1.0"
