"""The words of the command line, one module for each part of the shop that may refuse."""
