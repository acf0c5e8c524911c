#include "app/app.h"

#include "kit/db/migrate.h"

#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>

enum { MIN_FREE_MB = 100 };

static bool check_database(void *self, struct err *err)
{
	const struct app *app = self;

	return db_check_writable(app->db, err);
}

static bool check_schema(void *self, struct err *err)
{
	const struct app *app = self;

	return migrate_check(app->db, &migrations_embedded, err);
}

/* Room beside the database file, or where uploads are kept. */
static bool check_disk(void *self, struct err *err)
{
	const struct app *app = self;
	struct str path = db_path(app->db);
	struct statvfs disk;
	uint64_t free_mb;

	if (path.len == 0)
		path = STR("/var/tmp");
	if (statvfs(path.ptr, &disk) != 0)
		return err_set(err, ERR_SYSTEM, "Cannot look at the disk: %s", strerror(errno));
	free_mb = (uint64_t)disk.f_bavail * disk.f_frsize >> 20;
	if (free_mb < MIN_FREE_MB)
		return err_set(err, ERR_SYSTEM, "The disk has less than %d MB left.",
			       (int)MIN_FREE_MB);
	return true;
}

void app_checks(struct app *app, struct http_check ret[APP_CHECKS])
{
	ret[0] = (struct http_check){"database", app, check_database};
	ret[1] = (struct http_check){"schema", app, check_schema};
	ret[2] = (struct http_check){"disk", app, check_disk};
}
