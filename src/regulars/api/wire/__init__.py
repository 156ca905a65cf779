"""Answers the clients of Segment, RudderStack and PostHog at the addresses that they know."""
