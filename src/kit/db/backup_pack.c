#include "kit/db/backup_pack.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { PIECE = 1 << 16 };

bool backup_is_packed_name(struct str path)
{
	return str_ends_with(path, STR(".gz"));
}

bool backup_is_packed(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	unsigned char magic[2] = {0};
	bool packed = fd >= 0 && read(fd, magic, sizeof magic) == sizeof magic &&
		      magic[0] == 0x1F && magic[1] == 0x8B;

	if (fd >= 0)
		(void)close(fd);
	return packed;
}

static bool cannot(struct err *err, const char *what, const char *path)
{
	return err_set(err, ERR_SYSTEM, "Cannot %s \"%.150s\": %s.", what, path, strerror(errno));
}

static bool write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t written = write(fd, bytes, n);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		bytes += written;
		n -= (size_t)written;
	}
	return true;
}

static bool pump_in(int in, gzFile out, const char *from, const char *to, struct err *err)
{
	char piece[PIECE];
	ssize_t n;

	while ((n = read(in, piece, sizeof piece)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return cannot(err, "read", from);
		if (gzwrite(out, piece, (unsigned)n) != (int)n)
			return cannot(err, "write", to);
	}
	return true;
}

bool backup_pack(const char *from, const char *to, struct err *err)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	gzFile out = gzopen(to, "wbxe6");
	bool ok;

	if (in < 0)
		ok = cannot(err, "read", from);
	else if (out == NULL)
		ok = cannot(err, "write", to);
	else
		ok = pump_in(in, out, from, to, err);
	if (in >= 0)
		(void)close(in);
	/* What is still in its memory is written here. */
	if (out != NULL && gzclose(out) != Z_OK && ok)
		ok = cannot(err, "write", to);
	if (!ok && out != NULL)
		(void)unlink(to);
	return ok;
}

static bool pump_out(gzFile in, int out, const char *from, const char *to, struct err *err)
{
	char piece[PIECE];
	int n;

	while ((n = gzread(in, piece, sizeof piece)) > 0)
		if (!write_all(out, piece, (size_t)n))
			return cannot(err, "write", to);
	return n == 0 || err_set(err, ERR_INVALID, "\"%.150s\" is damaged.", from);
}

bool backup_unpack(const char *from, const char *to, struct err *err)
{
	gzFile in = gzopen(from, "rbe");
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok;

	if (in == NULL)
		ok = cannot(err, "read", from);
	else if (out < 0)
		ok = cannot(err, "write", to);
	else
		ok = pump_out(in, out, from, to, err);
	/* A file that ends too early shows at the close. */
	if (in != NULL && gzclose_r(in) != Z_OK && ok)
		ok = err_set(err, ERR_INVALID, "\"%.150s\" is cut off.", from);
	if (out >= 0)
		(void)close(out);
	if (!ok && out >= 0)
		(void)unlink(to);
	return ok;
}
