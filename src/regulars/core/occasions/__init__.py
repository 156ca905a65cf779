"""Occasions with seats: who may ask from when, what is answered, and who is offered what comes free."""
