"""Sunny Select (晴日選物), an invented shop whose year of receipts is the same every time it is asked for."""
