# Kartoteka, English: the terms of the model. Keys are VOCABULARY-TERM, PROPERTY as property-ID.
