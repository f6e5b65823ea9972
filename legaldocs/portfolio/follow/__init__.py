"""Cases made from the book, and what became of them."""
