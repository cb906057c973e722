"""Read the result again; does a label comply?"""
