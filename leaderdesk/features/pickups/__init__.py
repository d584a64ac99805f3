"""Labels, pickup lists and handing the bags over."""
