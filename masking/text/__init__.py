"""What text alone tells: vocabulary and recognisers; no layout, no policy.

Every function takes any string, never raises on one, runs in time linear in its length and
answers in code point offsets of the text it was given.
"""
