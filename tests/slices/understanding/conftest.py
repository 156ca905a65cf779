"""Lets the tests of understanding say things in a client's words."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
