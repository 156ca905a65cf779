"""Reads what a client of the wire said, in Segment's words, as something that happened; asks no database."""
