"""Wakes up by itself: work that falls due without anybody asking."""
