"""Supplies as the laws about them put them in, and look at them afterwards."""


def put_in(name, there):
    """Put so much into a supply of no particular kind."""
    from regulars.lib.cursors import raw_cursor  # noqa: PLC0415 - models exist once Django is set up.
    from regulars.supplies import actions  # noqa: PLC0415

    actions.put_in(raw_cursor(), name, "made up", there)


def stands(name):
    """What is there, what is held and what was taken, which contradict each other nowhere."""
    from regulars.supplies import queries  # noqa: PLC0415 - see above.

    assert queries.contradictions() == []
    found = queries.left([name])[name]
    return found.there, found.held, found.taken
