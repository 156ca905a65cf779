"""Keeps what there is only so much of: stock, budgets and seats, never taken below nothing, however many ask at once."""
