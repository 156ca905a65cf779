"""Joins the states of two members into one, and takes what was logged meanwhile into the books of each again."""
