"""What pages say again for programs: calendars, feeds, references, linked data. Never more than the page says."""
