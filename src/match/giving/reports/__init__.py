"""What was done with a gift, told to who gave it; their questions, and a word back."""
