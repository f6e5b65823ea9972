"""Contracts of the book: their terms, their instalments, who approved them."""
