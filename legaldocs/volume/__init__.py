"""Evidence as numbered pages: lay out, bind, stamp, split, read again (证据卷)."""
