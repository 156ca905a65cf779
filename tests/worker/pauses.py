"""A stand-in for the pause between two turns, which does not wait."""


class Pauses:
    """Says how long it was to pause, and stops after so many turns."""

    def __init__(self, turns):
        self.turns, self.seconds = turns, []

    def __call__(self, seconds):
        self.seconds.append(seconds)
        return len(self.seconds) > self.turns
