"""How do the rows of an export become case folders, and what happens when they come again?"""
