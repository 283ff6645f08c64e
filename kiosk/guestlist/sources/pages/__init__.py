"""Tables of web pages and of XML spreadsheets, which shops call .xls."""
