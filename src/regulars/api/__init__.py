"""Speaks with tills and apps over HTTP: orders in, points and reasons out."""
