"""Fast screens: what a rule of reading has to look at, found among all statements of a town.

A screen may select too much, never too little; the rules judge what it selects.
"""
