"""Lets the back-test's tests share the second opinion and the small shop."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
