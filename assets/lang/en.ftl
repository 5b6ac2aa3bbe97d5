# Kartoteka, English. One section a screen; keys are SCREEN-THING.

app-name = Kartoteka
