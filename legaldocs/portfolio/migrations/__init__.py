"""The versions of the book's tables, each made from the one before."""
