"""Answers questions over the whole history: reports and back-tests, which read and never write."""
