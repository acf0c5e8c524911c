#include "tests/kit/db/db_test.h"

#include "base/rng.h"
#include "parts/school/zone_store.h"
#include "zone_test.h"

enum { ZONE_ID = 7 };

static struct zone_files sample(struct db_test *t)
{
	struct zone_files files;

	assert_db(zone_read_files(t->arena, ZONE_SAMPLES "/alder-sound", &files, &t->err));
	return files;
}

static const struct zone *zone_of(struct db_test *t, const struct zone_files *files)
{
	const struct zone *zone;

	assert_db(zone_read_texts(t->arena, files, &zone, NULL, &t->err));
	return zone;
}

static struct zone_changes import(struct db_test *t, const struct zone_files *files, bool dry_run)
{
	const struct zone_import how = {.note = STR("test"), .dry_run = dry_run};
	struct zone_changes changes;

	assert_db(zone_store_import(t->db, t->arena, ZONE_ID, zone_of(t, files), &how, &changes,
				    &t->err));
	return changes;
}

static void assert_stored(struct db_test *t, int64_t version, const struct zone_files *want)
{
	struct zone_files got;

	assert_db(zone_store_files(t->db, t->arena, ZONE_ID, version, &got, &t->err));
	for (int table = 0; table < ZONE_N_TABLES; table++) {
		assert_int_equal(got.file[table].len, want->file[table].len);
		assert_memory_equal(got.file[table].ptr, want->file[table].ptr,
				    want->file[table].len);
	}
}

static void replace(struct db_test *t, struct str *file, const char *old, const char *new)
{
	size_t at;

	assert_true(str_find(*file, str_from(old), &at));
	*file = arena_printf(t->arena, "%.*s%s%.*s", (int)at, file->ptr, new,
			     STR_ARG(str_slice(*file, at + strlen(old), file->len)));
}

static void exports_what_was_imported_to_the_byte(void **state)
{
	struct db_test *t = *state;
	struct zone_files files = sample(t);
	struct zone_changes changes = import(t, &files, false);
	const struct zone *zone;

	assert_int_equal(changes.version, 1);
	assert_stored(t, 0, &files);
	assert_db(zone_store_load(t->db, t->arena, ZONE_ID, 0, &zone, &t->err));
	assert_int_equal(zone->sections.n, 121);
	changes = import(t, &files, false);
	assert_int_equal(changes.n, 0);
	assert_int_equal(changes.version, 0);
	assert_db_fails(zone_store_load(t->db, t->arena, ZONE_ID + 1, 0, &zone, &t->err),
			ERR_NOT_FOUND);
}

static void a_dry_run_says_what_would_change_and_writes_nothing(void **state)
{
	struct db_test *t = *state;
	struct zone_files files = sample(t), edited = files;
	struct zone_changes changes;

	import(t, &files, false);
	replace(t, &edited.file[ZONE_T_ASSIGNMENTS], "PE8,WP,specialist,PE,0.2,6,,,\n", "");
	replace(t, &edited.file[ZONE_T_GRADE_BLOCKS], "OS,1,,B3", "OS,1,,B5");
	replace(t, &edited.file[ZONE_T_BLOCKS], "B6,Block 6,6\n", "B6,Block 6,6\nB7,Block 7,7\n");
	changes = import(t, &edited, true);
	assert_int_equal(changes.n, 3);
	assert_int_equal(changes.version, 0);
	assert_int_equal(changes.at[0].kind, ZONE_ADDED);
	assert_true(str_eq(changes.at[0].key, STR("blocks/B7")));
	assert_int_equal(changes.at[1].kind, ZONE_CHANGED);
	assert_true(str_eq(changes.at[1].column, STR("block")));
	assert_true(str_eq(changes.at[1].old, STR("B3")));
	assert_true(str_eq(changes.at[1].now, STR("B5")));
	assert_int_equal(changes.at[2].kind, ZONE_REMOVED);
	assert_true(str_eq(changes.at[2].key, STR("assignments/PE8/WP/specialist/PE")));
	assert_stored(t, 0, &files);
}

static void undo_brings_back_the_version_before_again_and_again(void **state)
{
	struct db_test *t = *state;
	const struct zone_import how = {.note = STR("undo")};
	struct zone_files first = sample(t), second, third;
	struct zone_changes changes;
	struct zone_version *history;
	size_t n;

	import(t, &first, false);
	second = first;
	replace(t, &second.file[ZONE_T_GRADE_BLOCKS], "OS,1,,B3", "OS,1,,B5");
	import(t, &second, false);
	third = second;
	replace(t, &third.file[ZONE_T_ASSIGNMENTS], "PE8,WP,specialist,PE,0.2,6,,,\n", "");
	import(t, &third, false);
	assert_stored(t, 0, &third);
	assert_db(zone_store_undo(t->db, t->arena, ZONE_ID, &how, &changes, &t->err));
	assert_int_equal(changes.version, 4);
	assert_stored(t, 0, &second);
	assert_db(zone_store_undo(t->db, t->arena, ZONE_ID, &how, &changes, &t->err));
	assert_stored(t, 0, &first);
	assert_stored(t, 1, &first);
	assert_stored(t, 2, &second);
	assert_stored(t, 3, &third);
	import(t, &third, false);
	assert_stored(t, 0, &third);
	assert_db(zone_store_undo(t->db, t->arena, ZONE_ID, &how, &changes, &t->err));
	assert_stored(t, 0, &first);
	assert_db(zone_store_undo(t->db, t->arena, ZONE_ID, &how, &changes, &t->err));
	assert_db_fails(zone_store_undo(t->db, t->arena, ZONE_ID, &how, &changes, &t->err),
			ERR_NOT_FOUND);
	assert_db(zone_store_history(t->db, t->arena, ZONE_ID, 100, &history, &n, &t->err));
	assert_int_equal(n, 8);
	assert_int_equal(history[0].undoes, 1);
}

static void a_row_has_the_same_number_whatever_becomes_of_it(void **state)
{
	struct db_test *t = *state;
	struct zone_files files = sample(t), edited = files;
	struct str key;
	int64_t before, after;
	const int64_t *ids;

	import(t, &files, false);
	assert_db(zone_store_id(t->db, ZONE_ID, STR("schools/WP"), &before, &t->err));
	replace(t, &edited.file[ZONE_T_SCHOOLS], "Wren Park", "Wren Park School");
	import(t, &edited, false);
	assert_db(zone_store_id(t->db, ZONE_ID, STR("schools/WP"), &after, &t->err));
	assert_int_equal(before, after);
	assert_db(zone_store_key(t->db, t->arena, ZONE_ID, before, &key, &t->err));
	assert_true(str_eq(key, STR("schools/WP")));
	assert_db(zone_store_ids(t->db, t->arena, ZONE_ID, zone_of(t, &edited), ZONE_T_SCHOOLS,
				 &ids, &t->err));
	assert_int_equal(ids[5], before);
}

/* Rows of a file taken out, put back, and moved at random: what is stored is always what was
 * imported last, in its order, and every version can still be read. */
static void keeps_the_order_of_rows_through_random_changes(void **state)
{
	struct db_test *t = *state;
	struct zone_files base = sample(t), version[12];
	struct rng rng;

	rng_init(&rng, 3);
	for (int round = 0; round < 12; round++) {
		struct str rest = base.file[ZONE_T_TRAVEL], line;
		struct text text;
		struct str rows[64];
		uint32_t order[64];
		size_t n = 0;

		version[round] = base;
		text_init(&text, t->arena);
		(void)str_split(&rest, '\n', &line);
		text_printf(&text, "%.*s\n", STR_ARG(line));
		while (str_split(&rest, '\n', &line) && line.len > 0) {
			order[n] = (uint32_t)n;
			rows[n++] = line;
		}
		if (round % 3 == 2)
			rng_shuffle(&rng, order, n);
		for (size_t i = 0; i < n; i++) {
			if (rng_below(&rng, 3) > 0)
				text_printf(&text, "%.*s\n", STR_ARG(rows[order[i]]));
		}
		version[round].file[ZONE_T_TRAVEL] = text_str(&text);
		import(t, &version[round], false);
		assert_stored(t, 0, &version[round]);
	}
	for (int round = 0; round < 12; round++)
		assert_stored(t, round + 1, &version[round]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(exports_what_was_imported_to_the_byte),
		db_unit_test(a_dry_run_says_what_would_change_and_writes_nothing),
		db_unit_test(undo_brings_back_the_version_before_again_and_again),
		db_unit_test(a_row_has_the_same_number_whatever_becomes_of_it),
		db_unit_test(keeps_the_order_of_rows_through_random_changes),
	};

	return db_test_run(tests);
}
