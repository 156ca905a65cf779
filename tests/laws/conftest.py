"""Lets the laws share what they make up, and says how long they look: briefly in `make test`, long in `make soak`."""

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
# The same examples each time in `make test`, so that it fails for a change and not for bad luck.
settings.register_profile(
    "ci", max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=_SLOW
)
_MANY = int(os.environ.get("REGULARS_EXAMPLES", "4000"))
settings.register_profile("soak", max_examples=_MANY, deadline=None, suppress_health_check=_SLOW)
settings.load_profile("soak" if os.environ.get("REGULARS_SOAK") else "ci")
