"""Lists of people in and out.

reading     a file somebody sent becomes rows of text, or a sentence on why it cannot be read
columns     headings as people write them
countries   countries as people write them
delegates   rows become people, organisations and seats at one event
"""
