"""Writing in pictures, read by a program that is asked to: searchable, compared, never a fact."""
