# Kartoteka, English: the window. Keys are SCREEN-THING.

app-name = Kartoteka
