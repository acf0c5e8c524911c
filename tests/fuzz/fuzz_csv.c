/* Whatever is read without a fault, written and read again is the same. */
#include "base/csv.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_record(struct text *text, const struct csv_record *record)
{
	struct csv_writer writer;

	csv_writer_init(&writer, text);
	for (size_t i = 0; i < record->n; i++)
		csv_put(&writer, record->field[i]);
	csv_end(&writer);
}

static void check_same(struct arena *arena, const struct csv_record *record)
{
	struct csv_record *again = arena_new(arena, struct csv_record);
	struct text text;
	struct csv csv;
	struct err err = {0};
	bool more;

	text_init(&text, arena);
	write_record(&text, record);
	csv_init(&csv, text_str(&text));
	if (!csv_next(&csv, arena, again, &more, &err) || !more || again->n != record->n)
		abort();
	for (size_t i = 0; i < record->n; i++)
		if (!str_eq(record->field[i], again->field[i]))
			abort();
	if (csv.rest.len > 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(1U << 14);
	struct csv_record *record = arena_new(arena, struct csv_record);
	struct csv csv;
	struct err err = {0};
	bool more = true;

	csv_init(&csv, (struct str){(const char *)data, size});
	while (csv_next(&csv, arena, record, &more, &err) && more)
		check_same(arena, record);
	/* A fault has a place within the text. */
	if (err.kind != ERR_NONE && (err.line == 0 || err.column == 0 || err.line > size + 1))
		abort();
	arena_destroy(arena);
	return 0;
}
