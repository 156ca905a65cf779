"""What several commands need: a running shop, sentences for refusals, a web server."""
