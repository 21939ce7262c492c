"""How a person administers a Hub, and how every page knows who acts."""
