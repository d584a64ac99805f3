"""Labels: what goes on the bags, on which paper, and how the printer is set right."""
