"""Keeps codes, what baskets hold and use of them, and whoever guesses: each code once, however many ask at once."""
