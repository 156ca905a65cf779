"""Every law that the page of laws names has the test that the page names."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (I\d+) \| .* \| `(test_\w+\.py)::(test_\w+)` \|$", re.MULTILINE)


def test_the_ten_laws_are_each_shown_by_a_test():
    rows = ROW.findall((ROOT / "docs" / "algorithms" / "laws.md").read_text())

    assert [law for law, _, _ in rows] == [f"I{number}" for number in range(1, 11)]
    for _, file, name in rows:
        assert f"def {name}(" in (ROOT / "tests" / "laws" / file).read_text(), name
