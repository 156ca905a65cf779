"""Lets the house tests share what they walk over."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
