"""Keeps for a day what was answered to a request with a key: whoever asks again under it gets the very same."""
