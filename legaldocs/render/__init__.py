"""A template and its names become a .docx, and that .docx the .pdf; knows no paper, no case."""
