"""Lets these tests share the made-up answers that they put into words."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
