"""What is typed where others will read it: what may identify somebody, found before it is kept."""
