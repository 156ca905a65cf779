"""Measures how fast Regulars is, side by side with pgbench on the same server in the same run."""
