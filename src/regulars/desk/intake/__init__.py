"""Decides what the wire told: reads the log behind a checkpoint, and posts it in the transaction that moves the checkpoint."""
