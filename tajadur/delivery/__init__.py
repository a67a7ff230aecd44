"""Gathers what is to be told for the holders of each post, words it, and hands it to mail servers and devices."""
