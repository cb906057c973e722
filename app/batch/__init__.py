"""Masking a folder: `run` holds the order, everything else one step of it.

`inputs` and `archive` find what there is to do, `names` decides what each output is called,
`journal` remembers what was done, `job` does the work on one file, `pool` and `worker` schedule
jobs on processes, `outputs` makes results appear whole, `report` and `index` show them.
"""
