"""Finding what the public pages say, in the scripts of the region, on SQLite and on PostgreSQL.

words.py     what a text is cut into, so that a word is found in a sentence without blanks
query.py     what somebody typed, as what is looked for
sources.py   what there is to find: what the public pages show, and nothing else
index.py     keeps the index in step with that, within the transaction that changes it
asking.py    asks the index: hits, counts, suggestions
"""
