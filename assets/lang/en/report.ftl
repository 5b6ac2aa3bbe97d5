# Kartoteka, English: reports.
