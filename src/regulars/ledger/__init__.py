"""Owns entries, lots and balances: entries are added and never changed, a balance is a sum."""
