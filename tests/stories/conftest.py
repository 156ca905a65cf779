"""Lets the stories share the shop in which they happen."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
