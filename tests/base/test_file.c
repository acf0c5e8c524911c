#include "check.h"

#include "base/file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
	struct arena *arena;
	struct str folder;
};

static int setup(void **state)
{
	struct arena *arena = arena_create(4096);
	struct place *place = arena_new(arena, struct place);
	char *folder = arena_array(arena, char, 64);

	(void)snprintf(folder, 64, "/tmp/weft-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	*place = (struct place){arena, str_from(folder)};
	*state = place;
	return 0;
}

static void remove_all(struct arena *arena, struct str folder)
{
	struct str *names = NULL;
	struct err err;
	size_t n = 0;

	if (!file_list(arena, folder.ptr, &names, &n, &err))
		return;
	for (size_t i = 0; i < n; i++) {
		struct str path = file_join(arena, folder, names[i]);

		if (file_is_folder(path.ptr))
			remove_all(arena, path);
		else
			(void)unlink(path.ptr);
	}
	(void)rmdir(folder.ptr);
}

static int teardown(void **state)
{
	struct place *place = *state;

	remove_all(place->arena, place->folder);
	assert_false(file_exists(place->folder.ptr));
	arena_destroy(place->arena);
	return 0;
}

static const char *path_of(const struct place *place, const char *name)
{
	return file_join(place->arena, place->folder, str_from(name)).ptr;
}

static void what_is_written_is_read(void **state)
{
	struct place *place = *state;
	const char *path = path_of(place, "a");
	struct err err = {0};
	struct str got;
	struct stat status;

	assert_true(file_write(path, STR("one\0two\n"), &err));
	assert_true(file_read(place->arena, path, 100, &got, &err));
	assert_true(str_eq(got, STR("one\0two\n")));
	assert_int_equal(got.ptr[got.len], '\0');
	assert_true(file_write(path, STR(""), &err));
	assert_true(file_read(place->arena, path, 100, &got, &err));
	assert_int_equal(got.len, 0);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0700, 0600);
}

static void a_file_over_the_limit_is_refused(void **state)
{
	struct place *place = *state;
	const char *path = path_of(place, "a");
	struct err err = {0};
	struct str got;

	assert_true(file_write(path, STR("12345"), &err));
	assert_true(file_read(place->arena, path, 5, &got, &err));
	assert_false(file_read(place->arena, path, 4, &got, &err));
	assert_int_equal(err.kind, ERR_INVALID);
	assert_true(str_ends_with(str_from(err.text), STR("has 5 bytes; the limit here is 4")));
}

static void a_pipe_is_read_to_its_end_or_its_limit(void **state)
{
	struct place *place = *state;
	struct err err = {0};
	struct str got;
	int ends[2];

	for (size_t limit = 4; limit <= 5; limit++) {
		assert_int_equal(pipe(ends), 0);
		assert_int_equal(write(ends[1], "12345", 5), 5);
		(void)close(ends[1]);
		assert_int_equal(file_read_fd(place->arena, ends[0], "input", limit, &got, &err),
				 limit == 5);
		(void)close(ends[0]);
	}
	assert_str(got, "12345");
	assert_string_equal(err.text, "input has more than 4 bytes, the limit here");
	assert_false(file_read_fd(place->arena, -1, "input", 5, &got, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
}

static void what_is_not_there_is_not_found(void **state)
{
	struct place *place = *state;
	struct err err = {0};
	struct str got, *names;
	size_t n;

	assert_false(file_read(place->arena, path_of(place, "none"), 5, &got, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	assert_false(file_list(place->arena, path_of(place, "none"), &names, &n, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	assert_true(file_write(path_of(place, "a"), STR("x"), &err));
	assert_false(file_read(place->arena, path_of(place, "a/b"), 5, &got, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	assert_false(file_read(place->arena, place->folder.ptr, 5, &got, &err));
	assert_true(str_ends_with(str_from(err.text), STR("is a folder, not a file")));
	assert_false(file_write(path_of(place, "none/a"), STR("x"), &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
}

static void what_is_discarded_leaves_the_old_file(void **state)
{
	struct place *place = *state;
	const char *path = path_of(place, "a");
	struct file_writer writer;
	struct err err = {0};
	struct str got, *names;
	size_t n = 0;

	assert_true(file_write(path, STR("old"), &err));
	assert_true(file_writer_open(&writer, path, &err));
	assert_true(file_writer_put(&writer, STR("new"), &err));
	file_writer_discard(&writer);
	file_writer_discard(&writer);
	assert_true(file_read(place->arena, path, 5, &got, &err));
	assert_str(got, "old");
	assert_true(file_list(place->arena, place->folder.ptr, &names, &n, &err));
	assert_int_equal(n, 1);
}

static void a_writer_that_cannot_commit_leaves_nothing(void **state)
{
	struct place *place = *state;
	struct file_writer writer;
	struct str *names;
	struct err err = {0};
	size_t n = 0;

	assert_true(file_writer_open(&writer, path_of(place, "a"), &err));
	assert_true(file_make_folder(path_of(place, "a/b"), &err));
	assert_false(file_writer_commit(&writer, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_true(file_list(place->arena, place->folder.ptr, &names, &n, &err));
	assert_int_equal(n, 1);
}

static void a_full_disk_is_told(void **state)
{
	struct file_writer writer = {.path = "/dev/full"};
	struct err err = {0};

	(void)state;
	writer.fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	assert_true(writer.fd >= 0);
	assert_false(file_writer_put(&writer, STR("x"), &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	(void)close(writer.fd);
}

/* As root a rename would put a file in the place of /dev/null. */
static void a_pipe_is_written_into_and_stays_a_pipe(void **state)
{
	struct place *place = *state;
	struct str path = file_join(place->arena, place->folder, STR("pipe"));
	struct stat status;
	struct err err = {0};
	char got[8] = "";
	int reader;

	assert_int_equal(mkfifo(path.ptr, 0600), 0);
	reader = open(path.ptr, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	assert_true(reader >= 0);
	assert_true(file_write(path.ptr, STR("words"), &err));
	assert_int_equal(read(reader, got, sizeof got), 5);
	assert_memory_equal(got, "words", 5);
	(void)close(reader);
	assert_int_equal(stat(path.ptr, &status), 0);
	assert_true(S_ISFIFO(status.st_mode));
}

static void lists_names_in_order(void **state)
{
	struct place *place = *state;
	struct str *names = NULL;
	struct err err = {0};
	size_t n = 0;

	assert_true(file_write(path_of(place, "b"), STR(""), &err));
	assert_true(file_write(path_of(place, "a"), STR(""), &err));
	assert_true(file_write(path_of(place, "C"), STR(""), &err));
	assert_true(file_write(path_of(place, ".hidden"), STR(""), &err));
	assert_true(file_list(place->arena, place->folder.ptr, &names, &n, &err));
	assert_int_equal(n, 3);
	assert_str(names[0], "C");
	assert_str(names[2], "b");
	assert_int_equal(unlink(path_of(place, ".hidden")), 0);
}

static void makes_folders_above_too(void **state)
{
	struct place *place = *state;
	struct err err = {0};

	assert_true(file_make_folder(path_of(place, "x/y/z"), &err));
	assert_true(file_make_folder(path_of(place, "x/y/z"), &err));
	assert_true(file_is_folder(path_of(place, "x/y/z")));
	assert_true(file_write(path_of(place, "f"), STR(""), &err));
	assert_false(file_make_folder(path_of(place, "f"), &err));
	assert_int_equal(err.kind, ERR_INVALID);
	assert_false(file_make_folder(path_of(place, "f/g"), &err));
	assert_false(file_make_folder("", &err));
}

static void joins_paths(void **state)
{
	struct place *place = *state;

	assert_str(file_join(place->arena, STR("a"), STR("b")), "a/b");
	assert_str(file_join(place->arena, STR("a/"), STR("b")), "a/b");
	assert_str(file_join(place->arena, STR("a"), STR("/b")), "/b");
	assert_str(file_join(place->arena, STR(""), STR("b")), "b");
}

static void names_that_are_too_long_are_refused(void **state)
{
	static char name[5000];
	struct file_writer writer;
	struct err err = {0};

	(void)state;
	memset(name, 'a', sizeof name - 1);
	assert_false(file_writer_open(&writer, name, &err));
	assert_int_equal(err.kind, ERR_INVALID);
	assert_false(file_make_folder(name, &err));
}

#define PLACE_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(what_is_written_is_read),
		PLACE_TEST(a_file_over_the_limit_is_refused),
		PLACE_TEST(a_pipe_is_read_to_its_end_or_its_limit),
		PLACE_TEST(what_is_not_there_is_not_found),
		PLACE_TEST(what_is_discarded_leaves_the_old_file),
		PLACE_TEST(a_writer_that_cannot_commit_leaves_nothing),
		cmocka_unit_test(a_full_disk_is_told),
		PLACE_TEST(a_pipe_is_written_into_and_stays_a_pipe),
		PLACE_TEST(lists_names_in_order),
		PLACE_TEST(makes_folders_above_too),
		PLACE_TEST(joins_paths),
		cmocka_unit_test(names_that_are_too_long_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
