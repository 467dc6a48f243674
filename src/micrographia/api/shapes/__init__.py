"""What the JSON API says of each sort of thing: one file per sort, with its schema."""
