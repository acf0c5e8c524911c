#include "base/file.h"

#include "base/text.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(struct err *err, const char *what, const char *path)
{
	int number = errno;
	char reason[128];
	bool is_missing = number == ENOENT || number == ENOTDIR;

	return err_set(err, is_missing ? ERR_NOT_FOUND : ERR_SYSTEM, "cannot %s %s: %s", what, path,
		       strerror_r(number, reason, sizeof reason));
}

bool file_read_fd(struct arena *arena, int fd, const char *name, size_t max_bytes, struct str *ret,
		  struct err *err)
{
	enum { CHUNK = 1 << 16 };
	char *chunk = arena_array(arena, char, CHUNK);
	struct text text;

	text_init(&text, arena);
	for (;;) {
		ssize_t got = read(fd, chunk, CHUNK);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail(err, "read", name);
		if (got == 0)
			break;
		if ((size_t)got > max_bytes - text.len)
			return err_set(err, ERR_INVALID,
				       "%s has more than %zu bytes, the limit here", name,
				       max_bytes);
		text_put(&text, (struct str){chunk, (size_t)got});
	}
	text_put_char(&text, '\0');
	*ret = (struct str){text.ptr, text.len - 1};
	return true;
}

/* A regular file whose size is known is read in one piece; it may still grow or shrink. */
static bool read_sized(struct arena *arena, int fd, const char *path, size_t size, struct str *ret,
		       struct err *err)
{
	char *bytes = arena_array(arena, char, size + 1);
	size_t len = 0;

	while (len < size) {
		ssize_t got = read(fd, bytes + len, size - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail(err, "read", path);
		if (got == 0)
			break;
		len += (size_t)got;
	}
	*ret = (struct str){bytes, len};
	return true;
}

bool file_read(struct arena *arena, const char *path, size_t max_bytes, struct str *ret,
	       struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat status;
	bool ok;

	if (fd < 0)
		return fail(err, "open", path);
	if (fstat(fd, &status) != 0)
		ok = fail(err, "read", path);
	else if (S_ISDIR(status.st_mode))
		ok = err_set(err, ERR_INVALID, "%s is a folder, not a file", path);
	else if (S_ISREG(status.st_mode) && (size_t)status.st_size > max_bytes)
		ok = err_set(err, ERR_INVALID, "%s has %lld bytes; the limit here is %zu", path,
			     (long long)status.st_size, max_bytes);
	else if (S_ISREG(status.st_mode) && status.st_size > 0)
		ok = read_sized(arena, fd, path, (size_t)status.st_size, ret, err);
	else
		ok = file_read_fd(arena, fd, path, max_bytes, ret, err);
	(void)close(fd);
	return ok;
}

/* A new file beside path. Its name is made unique by trying, so that the
 * permissions come from open() and the umask. */
static int create_temp(struct file_writer *writer)
{
	enum { TRIES = 1000 };

	for (int i = 0; i < TRIES; i++) {
		int fd;

		(void)snprintf(writer->temp, sizeof writer->temp, "%s.%ld-%d.tmp", writer->path,
			       (long)getpid(), i);
		fd = open(writer->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

/* A device or a pipe ("/dev/null", "/dev/stdout") is written into: a rename would put a file in its
 * place. */
static bool is_special(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

bool file_writer_open(struct file_writer *writer, const char *path, struct err *err)
{
	*writer = (struct file_writer){.fd = -1};
	if (strlen(path) >= sizeof writer->path)
		return err_set(err, ERR_INVALID, "the name of the file is too long");
	(void)snprintf(writer->path, sizeof writer->path, "%s", path);
	writer->fd = is_special(path) ? open(path, O_WRONLY | O_CLOEXEC) : create_temp(writer);
	return writer->fd >= 0 || fail(err, "write", path);
}

bool file_writer_put(struct file_writer *writer, struct str bytes, struct err *err)
{
	for (size_t done = 0; done < bytes.len;) {
		ssize_t n = write(writer->fd, bytes.ptr + done, bytes.len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(err, "write", writer->path);
		done += (size_t)n;
	}
	return true;
}

void file_writer_discard(struct file_writer *writer)
{
	if (writer->fd < 0)
		return;
	(void)close(writer->fd);
	if (writer->temp[0] != '\0')
		(void)unlink(writer->temp);
	writer->fd = -1;
}

/* The new name is on the disk only when the folder is. */
static void sync_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[4096];
	int fd;

	(void)snprintf(folder, sizeof folder, "%.*s", slash == NULL ? 1 : (int)(slash - path) + 1,
		       slash == NULL ? "." : path);
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	(void)fsync(fd);
	(void)close(fd);
}

bool file_writer_commit(struct file_writer *writer, struct err *err)
{
	bool special = writer->temp[0] == '\0';

	if (!special && (fsync(writer->fd) != 0 || rename(writer->temp, writer->path) != 0)) {
		(void)fail(err, "write", writer->path);
		file_writer_discard(writer);
		return false;
	}
	(void)close(writer->fd);
	writer->fd = -1;
	if (!special)
		sync_folder_of(writer->path);
	return true;
}

bool file_write(const char *path, struct str bytes, struct err *err)
{
	struct file_writer writer;

	if (!file_writer_open(&writer, path, err))
		return false;
	if (!file_writer_put(&writer, bytes, err)) {
		file_writer_discard(&writer);
		return false;
	}
	return file_writer_commit(&writer, err);
}

bool file_list(struct arena *arena, const char *path, struct str **ret, size_t *ret_n,
	       struct err *err)
{
	DIR *folder = opendir(path);
	VEC(struct str) names = {0};
	const struct dirent *entry;
	bool ok;

	if (folder == NULL)
		return fail(err, "open", path);
	for (errno = 0; (entry = readdir(folder)) != NULL; errno = 0)
		if (entry->d_name[0] != '.')
			*vec_push(arena, &names) = arena_str(arena, str_from(entry->d_name));
	ok = errno == 0 || fail(err, "read", path);
	(void)closedir(folder);
	if (!ok)
		return false;
	if (names.n > 0)
		qsort(names.at, names.n, sizeof *names.at, str_cmp_items);
	*ret = names.at;
	*ret_n = names.n;
	return true;
}

bool file_exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0;
}

bool file_is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool file_make_folder(const char *path, struct err *err)
{
	char part[4096];
	size_t len = strlen(path);

	if (len == 0 || len >= sizeof part)
		return err_set(err, ERR_INVALID, "the name of the folder is empty or too long");
	for (size_t i = 1; i <= len; i++) {
		if (i < len && path[i] != '/')
			continue;
		(void)snprintf(part, sizeof part, "%.*s", (int)i, path);
		if (mkdir(part, 0777) != 0 && errno != EEXIST)
			return fail(err, "make the folder", part);
	}
	if (file_is_folder(path))
		return true;
	return err_set(err, ERR_INVALID, "%s is there, but it is not a folder", path);
}

struct str file_join(struct arena *arena, struct str folder, struct str name)
{
	if (folder.len == 0 || str_starts_with(name, STR("/")))
		return arena_str(arena, name);
	return arena_printf(arena, "%.*s%s%.*s", STR_ARG(folder),
			    str_ends_with(folder, STR("/")) ? "" : "/", STR_ARG(name));
}
