"""All that is read from the disk and written to it: whole or not at all, in known formats, within bounds."""
