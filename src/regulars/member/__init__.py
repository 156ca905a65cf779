"""The member's pages: the card with its level, the points and how they add up, and the way up."""
