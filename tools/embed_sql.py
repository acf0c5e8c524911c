#!/usr/bin/env python3
"""Makes a C table of the migrations: embed_sql.py OUTPUT.c FILE.sql...

Each file is NNNN_name.sql; the table is in the order of the numbers, and two files of one
number are an error. See src/kit/db/migrate.h.
"""
import hashlib
import pathlib
import re
import sys

ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "?": "\\?"}


def c_lines(text):
	for line in text.splitlines():
		if not line.isascii() or any(ord(c) < 32 and c != "\t" for c in line):
			sys.exit("a migration is plain ASCII: " + line)
		yield '\t\t "' + "".join(ESCAPES.get(c, c) for c in line) + '\\n"'


def main():
	output, *names = sys.argv[1:]
	seen = {}
	for path in map(pathlib.Path, names):
		match = re.fullmatch(r"(\d{4})_([a-z0-9_]+)\.sql", path.name)
		if not match or int(match[1]) == 0:
			sys.exit(f"{path.name}: a migration is named NNNN_name.sql")
		if int(match[1]) in seen:
			sys.exit(f"{path.name}: another migration has this number")
		seen[int(match[1])] = (match[2], path.read_bytes())
	out = ['#include "kit/db/migrate.h"', "", "static const struct migration all[] = {"]
	for number in sorted(seen):
		name, data = seen[number]
		out.append(f"\t{{.number = {number},")
		out.append(f'\t .name = "{name}",')
		out.append(f'\t .sha256 = "{hashlib.sha256(data).hexdigest()}",')
		out.append("\t .text =")
		out.extend(c_lines(data.decode()))
		out[-1] += "},"
	out += ["};", "", "const struct migrations migrations_embedded = {all, sizeof all / sizeof *all};"]
	pathlib.Path(output).write_text("\n".join(out) + "\n")


main()
