"""One module for each page: it reads the request, does one thing or asks for one view, and shows it."""
