"""Shows the marketer the shop: members, the programme, and what it brings."""
