"""Regulars: a shop knows its regular customers, rewards them and speaks to them."""
