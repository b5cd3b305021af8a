"""What moved in public as feeds: of all of it, of what was corrected, of one belligerent, of one place."""
