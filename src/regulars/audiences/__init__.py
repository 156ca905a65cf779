"""Audiences: who is meant, asked of everybody at once. It owns the SQL reading of the condition language."""
