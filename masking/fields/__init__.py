"""Lines to fields: names, phones and addresses with their roles."""
