"""What a programme is: the document, its checking, and the difference between two versions."""
