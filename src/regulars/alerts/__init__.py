"""Keeps what owners are told: what runs out, once each, until it was filled up or seen."""
