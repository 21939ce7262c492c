"""What a seat sees of its Hub, as frozen cards."""
