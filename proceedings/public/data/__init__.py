"""The same facts as the pages tell, as data: an interface for programs (`/api/v1/`) and files to take away.

`records` decides what is in a record and how it is called; nobody else does. It is made of what pages print.
"""
