# Kartoteka, English: the page of an entry.
