"""What is owed to us by everyone, before and beside the cases, and what became of it?"""
