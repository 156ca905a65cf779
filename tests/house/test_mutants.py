"""Every mutation of `make mutants` still fits our code, and names a test that there is."""

import sys

import pytest
from house import PACKAGE, ROOT

sys.path.insert(0, str(ROOT / "tests" / "mutants"))
from mutations import MUTATIONS


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.fault)
def test_a_mutation_changes_one_place_and_names_a_test(mutation):
    assert (PACKAGE / mutation.file).read_text().count(mutation.old) == 1, (
        "mend it in tests/mutants/mutations.py"
    )
    file, _, name = mutation.test.partition("::")
    assert f"def {name}(" in (ROOT / file).read_text()
