"""Takes in what clients send: bodies become events, and events the log as it came, each once for ever."""
