"""Text from outside is shown harmless and short."""

import pytest

from regulars.lib.showing import harmless


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A-17", "A-17"),
        ("會員卡", "會員卡"),
        ("\x1b[31mred", "\N{REPLACEMENT CHARACTER}[31mred"),
        ("a\nb\u202ec", "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"),
        ("1234567890", "1234567890"),
        ("12345678901", "1234567890…"),
    ],
)
def test_nothing_is_left_that_a_terminal_would_obey_and_no_more_than_somebody_reads(text, shown):
    assert harmless(text, longest=10) == shown
