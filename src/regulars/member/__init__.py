"""Shows a member their card: points, level, what comes next, and why."""
