"""Write answers in formats that their readers can read."""
