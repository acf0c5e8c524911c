/* file: whole files in, whole files out.
 *
 * Reading has a limit, for sizes come from outside. Writing is all or nothing: the text goes to
 * a new file beside the old one, is flushed to the disk, and takes its name in one step, so
 * that a crash leaves either the old file or the new one.
 */
#ifndef WEFT_BASE_FILE_H
#define WEFT_BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* The whole file, with a NUL after it that is not counted. ERR_NOT_FOUND when there is none,
 * ERR_INVALID when it is a folder or has more than max_bytes. */
bool file_read(struct arena *arena, const char *path, size_t max_bytes, struct str *ret,
	       struct err *err);

/* The rest of an open descriptor (a pipe, standard input); name is for errors. */
bool file_read_fd(struct arena *arena, int fd, const char *name, size_t max_bytes, struct str *ret,
		  struct err *err);

/* Put a file in place, new or instead of the old one. Permissions are 0666 less the umask. A device
 * or a pipe is written into. */
bool file_write(const char *path, struct str bytes, struct err *err);

/* The same for output too large to hold: open, write as often as needed, then commit
 * (whose failure discards) or discard. */
struct file_writer {
	int fd;
	char path[4000], temp[4096];
};
bool file_writer_open(struct file_writer *writer, const char *path, struct err *err);
bool file_writer_put(struct file_writer *writer, struct str bytes, struct err *err);
bool file_writer_commit(struct file_writer *writer, struct err *err);
void file_writer_discard(struct file_writer *writer);

/* The names in a folder, without those that begin with a dot, sorted by bytes. */
bool file_list(struct arena *arena, const char *path, struct str **ret, size_t *ret_n,
	       struct err *err);

bool file_exists(const char *path);
bool file_is_folder(const char *path);

/* Make a folder and those above it; those that exist are left as they are. */
bool file_make_folder(const char *path, struct err *err);

/* "a" and "b" give "a/b"; an absolute b stays as it is. NUL-terminated. */
struct str file_join(struct arena *arena, struct str folder, struct str name);

#endif
