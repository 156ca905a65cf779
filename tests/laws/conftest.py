"""Lets the laws share what they make up, and says how long they look: briefly in `make test`, long in `make soak`."""

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import providers

sys.path.insert(0, str(Path(__file__).parent))

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
# Hypothesis also tries the constants of all modules that happen to be loaded, and so makes up something else in every order
# of tests and with every constant that is written.
providers._get_local_constants = lambda: providers._local_constants
# The same examples each time in `make test`, so that it fails for a change and not for bad luck. It shows an example as
# it was found: making one smaller takes minutes for each law that fails, so that waits until somebody asks for it.
_PHASES = (Phase.explicit, Phase.generate, *((Phase.shrink,) if os.environ.get("REGULARS_SHRINK") else ()))
settings.register_profile(
    "ci",
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=_SLOW,
    phases=_PHASES,
)
_MANY = int(os.environ.get("REGULARS_EXAMPLES", "4000"))
settings.register_profile("soak", max_examples=_MANY, deadline=None, suppress_health_check=_SLOW)
settings.load_profile("soak" if os.environ.get("REGULARS_SOAK") else "ci")
