"""Words that templates may use for figures and dates."""
