"""The HSDS 3.1 API: pages for programs, without session and without sight of anything hidden."""
