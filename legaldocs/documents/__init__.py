"""Words on paper: a template and the claim become a .docx, and that .docx becomes the .pdf."""
