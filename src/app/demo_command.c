/* weft demo: the sample zone in a database of its own, served.
 *
 * What `make run` ends with. The database is made where it is missing and kept: a second run
 * begins where the first was left. */
#include "app/demo_command.h"

#include "app/demo.h"
#include "app/open_auth.h"
#include "app/serve_command.h"
#include "base/file.h"
#include "kit/db/db_option.h"
#include "parts/school/zone_store.h"
#include "parts/week/week_make.h"
#include "parts/year/year_phases.h"
#include "parts/year/year_report.h"
#include "parts/year/year_store.h"

#include <arpa/inet.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_PORT = 8080, PORTS = 100, PLAN_SECONDS = 60 };

/* Where the sample lies: beside the sources, or where it was installed. */
static bool find_sample(struct command_call *call, const char **ret, struct err *err)
{
	static const char *const near[] = {"../../../share/alder-sound",
					   "../share/weft/alder-sound"};
	char path[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
	char *slash;

	*ret = command_text(call, "sample", "share/alder-sound").ptr;
	if (command_has(call, "sample") || file_is_folder(*ret))
		return true;
	path[len < 0 ? 0 : len] = '\0';
	slash = strrchr(path, '/');
	for (size_t i = 0; slash != NULL && i < sizeof near / sizeof *near; i++) {
		*ret = arena_printf(call->arena, "%.*s/%s", (int)(slash - path), path, near[i]).ptr;
		if (file_is_folder(*ret))
			return true;
	}
	return err_set(err, ERR_NOT_FOUND,
		       "The sample zone is not here: say where with --sample FOLDER.");
}

static bool port_is_free(unsigned port)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int one = 1;
	bool ok;

	if (fd < 0)
		return false;
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	ok = bind(fd, (const struct sockaddr *)&at, sizeof at) == 0;
	(void)close(fd);
	return ok;
}

/* The first free port from 8080 on this machine; any free one where all are taken. */
static const char *find_address(struct arena *arena)
{
	for (unsigned port = FIRST_PORT; port < FIRST_PORT + PORTS; port++)
		if (port_is_free(port))
			return arena_printf(arena, "127.0.0.1:%u", port).ptr;
	return "127.0.0.1:0";
}

static bool set_option(struct command_call *call, const char *name, const char *value)
{
	for (size_t i = 0; i < COMMAND_MAX_OPTIONS && call->command->options[i].name != NULL; i++)
		if (strcmp(call->command->options[i].name, name) == 0) {
			if (call->option[i] == NULL)
				call->option[i] = value;
			return true;
		}
	return false;
}

/* Plan the week where there is no plan yet. Without one the demonstration is poorer, not broken. */
static void plan_week(struct command_call *call, const struct site *site)
{
	struct week_making making = {.db = site->db,
				     .arena = call->arena,
				     .clock = call->clock,
				     .zone_id = site->zone_id,
				     .name = STR("First plan"),
				     .seconds = PLAN_SECONDS};
	struct week_report report = {0};
	struct week_scenario scenario;
	struct err err = {0};
	int64_t id = 0;
	bool found;

	if (week_scenario_find(site->db, call->arena, site->zone_id, 0, &scenario, &found, &err) &&
	    found)
		return;
	(void)fprintf(call->out, "== Planning the week of six schools\n");
	(void)fflush(call->out);
	if (!week_make(&making, &id, &report, &err) ||
	    (id != 0 && !week_make_adopt(&making, id, &err)))
		(void)fprintf(call->out, "   no plan: %s\n", err.text);
	else
		(void)fprintf(call->out, "   %s in %.1f seconds\n",
			      week_verdict_name(report.verdict), report.seconds);
}

static bool solve_year(struct command_call *call, const struct site *site,
		       struct year_answer *answer, struct err *err)
{
	struct year_options options = {.clock = call->clock, .seconds = PLAN_SECONDS, .seed = 1};
	struct year_save save = {.plan = &answer->plan, .note = STR("First plan")};
	struct year_problem problem;
	const struct zone *zone;
	int64_t version;

	if (!zone_store_load(site->db, call->arena, site->zone_id, 0, &zone, err) ||
	    !year_problem_make(call->arena, zone, INT32_MAX, &problem, err) ||
	    !year_solve(call->arena, &problem, &options, answer, err))
		return false;
	if (answer->verdict != WEFT_FEASIBLE)
		return true;
	year_choose_hosts(call->arena, &problem, &answer->plan);
	return year_store_save(site->db, call->arena, site->zone_id, &problem, &save, &version,
			       err);
}

/* The same for the labs of the year. */
static void plan_year(struct command_call *call, const struct site *site)
{
	struct year_answer answer = {0};
	struct err err = {0};
	int64_t version;

	if (!year_store_version(site->db, site->zone_id, &version, &err) || version > 0)
		return;
	(void)fprintf(call->out, "== Planning the labs of the year\n");
	(void)fflush(call->out);
	if (!solve_year(call, site, &answer, &err))
		(void)fprintf(call->out, "   no plan: %s\n", err.text);
	else
		(void)fprintf(call->out, "   %s in %.1f seconds\n",
			      year_verdict_name(answer.verdict), answer.seconds);
}

static bool prepare(struct command_call *call, const char *folder, struct err *err)
{
	struct site site;
	struct db *db;
	bool ok;

	if (!db_option_open_migrated(call, &db, err))
		return false;
	ok = site_open(db, call->clock, 1, STR(""), &site, err) &&
	     demo_fill(&site, call->arena, folder, err);
	if (ok)
		plan_week(call, &site);
	if (ok)
		plan_year(call, &site);
	db_close(db);
	return ok;
}

/* What is printed once the address is known. */
static void greet(struct command_call *call, struct db *db, struct str address)
{
	const struct auth_demo *demo = NULL;
	struct err ignored = {0};
	size_t n = 0;

	(void)demo_accounts(NULL, db, call->arena, 1, &demo, &n, &ignored);
	(void)fprintf(call->out, "\nOpen %.*s and sign in as one of:\n\n", STR_ARG(address));
	for (size_t i = 0; i < n; i++)
		(void)fprintf(call->out, "    %-16.*s %-28.*s %.*s\n", STR_ARG(demo[i].role),
			      STR_ARG(demo[i].email), STR_ARG(demo[i].name));
	if (n > 0)
		(void)fprintf(
			call->out,
			"\nThe password is the same for all: %.*s\n"
			"These accounts exist in this demonstration only. Ctrl-C ends it.\n\n",
			STR_ARG(demo[0].password));
}

static bool run(struct command_call *call, struct err *err)
{
	const char *folder;

	if (!find_sample(call, &folder, err))
		return false;
	if (!command_has(call, "database") && !file_is_folder("weft-data") &&
	    !file_make_folder("weft-data", err))
		return false;
	if (!set_option(call, "database", "weft-data/demo.db") ||
	    !set_option(call, "listen", find_address(call->arena)) ||
	    !set_option(call, "site-name", "Alder Sound") || !set_option(call, "no-access-log", ""))
		return err_set(err, ERR_SYSTEM, "weft demo lacks an option of weft serve");
	(void)fprintf(call->out, "== The sample zone of six schools is in %.*s\n",
		      STR_ARG(db_option_url(call)));
	return prepare(call, folder, err) && serve_run(call, greet, err);
}

const struct command demo_command = {
	.name = "demo",
	.arguments = "",
	.summary = "try everything with a made-up zone of six schools",
	.help = "Makes a database with the sample zone and an account for each role where it is\n"
		"missing, plans the week, and serves; the terminal says how to sign in. What you\n"
		"change there stays until you delete the database.\n"
		"\n"
		"It listens on the first free port from 8080 on, for this machine only.",
	.options = {DB_OPTION,
		    {"sample", "FOLDER", "the zone folder, share/alder-sound"},
		    SERVE_OPTIONS,
		    AUTH_SERVE_OPTIONS},
	.max_words = 0,
	.run = run,
};
