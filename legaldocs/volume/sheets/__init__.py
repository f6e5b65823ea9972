"""Spreadsheets read for printing: cells as shown, merged cells, what is hidden, number formats."""
