"""Lists of people, and of commitments, in and out.

From a file somebody sent to the cells of a list:
reading     which kind of file it is, or a sentence on why it cannot be read
  cells       what a cell may be, and how much is too much
  text        CSV and TSV; encodings: whose letters the bytes are
  xlsx, ods   workbooks; parts: what they are packed in
table       the sheet with the people, its headings, and which rows are people
  headings    headings as people write them, in eleven languages
  guesses     what each column is
  lines       which rows are people, and what the others are

From cells to what they mean:
rows        one row, understood
  names, values, dates, countries, zawgyi    each reads one sort of cell, and says what it understood or what is wrong

From rows to people:
delegates   rows become people, organisations and seats at one event
  matching    who is who; spellings: which names are one name
  review      what each row came to
commitments a list of commitments: its columns, and each row with its deadlines
sheet_back  the rows that did not go in, with the reason
export      any list out again: what is a formula to a program is none in our files
"""
