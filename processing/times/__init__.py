"""Times of fields, and the words about them."""
