"""The archive: days of the log that are over, as Parquet, and the shop rebuilt from them bit for bit."""
