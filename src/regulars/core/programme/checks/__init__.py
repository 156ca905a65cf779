"""What can contradict itself in a programme, one module for each of its parts."""
