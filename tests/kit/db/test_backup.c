/* Packed backups, and folders of them. */
#include "tests/kit/db/db_test.h"

#include "base/file.h"
#include "kit/db/backup.h"
#include "kit/db/backup_pack.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NOTES = 200, NOTE_BYTES = 2000 };

static void make_notes(struct db_test *t)
{
	char text[NOTE_BYTES];

	memset(text, 'w', sizeof text);
	assert_db(db_script(t->db,
			    "CREATE TABLE test_note (id {int} PRIMARY KEY, text TEXT)"
			    " {strict}",
			    &t->err));
	for (int64_t i = 0; i < NOTES; i++)
		assert_db(db_exec(t->db,
				  DB_SQL("INSERT INTO test_note (id, text) VALUES ($1, $2)",
					 db_int(i), db_text((struct str){text, sizeof text})),
				  NULL, &t->err));
}

static int64_t count(struct db_test *t)
{
	struct db_rows rows;

	assert_db(db_query(t->db, t->arena, DB_SQL0("SELECT count(*) FROM test_note"), &rows,
			   &t->err));
	return db_get_int(&rows, 0, 0);
}

static struct str make_folder(struct db_test *t)
{
	char *folder = arena_array(t->arena, char, 64);

	(void)snprintf(folder, 64, "/tmp/weft-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	return str_from(folder);
}

static size_t names_in(struct db_test *t, struct str folder, struct str **ret)
{
	size_t n;

	assert_db(file_list(t->arena, folder.ptr, ret, &n, &t->err));
	return n;
}

static void remove_folder(struct db_test *t, struct str folder)
{
	struct str *name;
	size_t n = names_in(t, folder, &name);

	for (size_t i = 0; i < n; i++)
		assert_int_equal(unlink(file_join(t->arena, folder, name[i]).ptr), 0);
	assert_int_equal(rmdir(folder.ptr), 0);
}

static void a_packed_backup_is_small_and_gives_all_back(void **state)
{
	struct db_test *t = *state;
	struct str folder = make_folder(t), old, bytes, *name;
	struct str path = file_join(t->arena, folder, STR("school.db.gz"));

	if (db_engine(t->db) == DB_SQLITE) {
		make_notes(t);
		assert_db(backup_copy(t->db, path, &t->err));
		assert_true(backup_is_packed(path.ptr));
		assert_db(file_read(t->arena, path.ptr, 1 << 20, &bytes, &t->err));
		assert_true(bytes.len < NOTES * NOTE_BYTES / 4);
		assert_db(db_script(t->db, "DELETE FROM test_note WHERE id > 3", &t->err));
		assert_db(backup_restore(t->db, t->arena, path, &old, &t->err));
		assert_int_equal(count(t), NOTES);
		/* Neither the plain copy nor the unpacked file is left behind. */
		assert_int_equal(names_in(t, folder, &name), 1);
	}
	remove_folder(t, folder);
}

static void a_packed_backup_that_is_damaged_changes_nothing(void **state)
{
	struct db_test *t = *state;
	struct str folder = make_folder(t), old, bytes;
	struct str path = file_join(t->arena, folder, STR("school.db.gz"));
	char *damaged;

	if (db_engine(t->db) == DB_SQLITE) {
		make_notes(t);
		assert_db(backup_copy(t->db, path, &t->err));
		assert_db(file_read(t->arena, path.ptr, 1 << 20, &bytes, &t->err));
		assert_db(file_write(path.ptr, str_slice(bytes, 0, bytes.len - 9), &t->err));
		assert_db_fails(backup_restore(t->db, t->arena, path, &old, &t->err), ERR_INVALID);
		damaged = arena_array(t->arena, char, bytes.len);
		memcpy(damaged, bytes.ptr, bytes.len);
		damaged[bytes.len / 2] = (char)(damaged[bytes.len / 2] ^ 0x55);
		assert_db(file_write(path.ptr, (struct str){damaged, bytes.len}, &t->err));
		assert_db_fails(backup_restore(t->db, t->arena, path, &old, &t->err), ERR_INVALID);
		assert_int_equal(count(t), NOTES);
	}
	remove_folder(t, folder);
}

static void a_folder_keeps_the_newest_and_what_is_not_ours(void **state)
{
	static const char *const others[] = {"weft-old.db.gz", "weft-20200101-000000.db",
					     "weft-2020010a-000000.db.gz", "letter.txt"};
	struct db_test *t = *state;
	struct str folder = make_folder(t), first, path, *name;
	size_t n;

	make_notes(t);
	for (size_t i = 0; i < 4; i++)
		assert_db(file_write(file_join(t->arena, folder, str_from(others[i])).ptr, STR("x"),
				     &t->err));
	assert_db(backup_into(t->db, t->arena, folder, 2, &first, &t->err));
	for (int i = 0; i < 3; i++) {
		clock_fake_advance(&t->clock, 86400000);
		assert_db(backup_into(t->db, t->arena, folder, 2, &path, &t->err));
	}
	n = names_in(t, folder, &name);
	assert_int_equal(n, 4 + 2);
	assert_false(file_exists(first.ptr));
	assert_true(file_exists(path.ptr));
	assert_true(str_find(path, STR("/weft-20260904-120000."), NULL));
	/* 0: all stay. */
	clock_fake_advance(&t->clock, 86400000);
	assert_db(backup_into(t->db, t->arena, folder, 0, &path, &t->err));
	assert_int_equal(names_in(t, folder, &name), 4 + 3);
	assert_db(backup_restore(t->db, t->arena, path, &first, &t->err));
	assert_int_equal(count(t), NOTES);
	remove_folder(t, folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		db_unit_test(a_packed_backup_is_small_and_gives_all_back),
		db_unit_test(a_packed_backup_that_is_damaged_changes_nothing),
		db_unit_test(a_folder_keeps_the_newest_and_what_is_not_ours),
	};

	return db_test_run(tests);
}
