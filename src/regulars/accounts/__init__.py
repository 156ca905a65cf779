"""Owns staff, their roles, API keys and the audit trail; every change has a who and a when."""
