#include "kit/http/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void spool_init(struct spool *spool, struct arena *arena)
{
	*spool = (struct spool){.fd = -1};
	text_init(&spool->memory, arena);
}

static bool cannot_store(struct err *err)
{
	return err_set(err, ERR_SYSTEM, "Cannot store what was sent: %s", strerror(errno));
}

static bool write_all(int fd, struct str bytes, struct err *err)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return cannot_store(err);
		bytes = str_slice(bytes, (size_t)n, bytes.len);
	}
	return true;
}

static bool spill(struct spool *spool, struct err *err)
{
	const char *folder = getenv("TMPDIR");

	spool->fd = open(folder != NULL && folder[0] == '/' ? folder : "/var/tmp",
			 O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (spool->fd < 0)
		return cannot_store(err);
	if (!write_all(spool->fd, text_str(&spool->memory), err))
		return false;
	text_clear(&spool->memory);
	return true;
}

bool spool_put(struct spool *spool, struct str bytes, struct err *err)
{
	if (spool->fd < 0 && spool->len + bytes.len > SPOOL_MEMORY && !spill(spool, err))
		return false;
	if (spool->fd < 0)
		text_put(&spool->memory, bytes);
	else if (!write_all(spool->fd, bytes, err))
		return false;
	spool->len += bytes.len;
	return true;
}

bool spool_finish(struct spool *spool, struct str *ret, struct err *err)
{
	void *map;

	if (spool->fd < 0) {
		*ret = spool->len == 0 ? STR("") : text_str(&spool->memory);
		return true;
	}
	map = mmap(NULL, spool->len, PROT_READ, MAP_PRIVATE, spool->fd, 0);
	if (map == MAP_FAILED)
		return cannot_store(err);
	spool->map = map;
	*ret = (struct str){map, spool->len};
	return true;
}

void spool_free(struct spool *spool)
{
	if (spool->map != NULL)
		(void)munmap(spool->map, spool->len);
	if (spool->fd >= 0)
		(void)close(spool->fd);
	spool->map = NULL;
	spool->fd = -1;
}
