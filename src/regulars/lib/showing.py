"""Text that came from outside, as it stands in our sentences."""


def harmless(text: str, *, longest: int) -> str:
    """No longer than somebody reads, and without anything that a terminal would obey."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return shown if len(shown) <= longest else f"{shown[:longest]}…"
