"""Things as tables: a row a thing, a column a property, for people and for spreadsheets."""
