"""The papers of an engagement, each a folder with its declaration and wording."""
