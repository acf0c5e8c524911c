/* cover_source: where commands on cover find a day: a zone folder with the absences of --absent, or
 * the database with what was entered there. */
#ifndef WEFT_PARTS_COVER_COVER_SOURCE_H
#define WEFT_PARTS_COVER_COVER_SOURCE_H

#include "kit/auth/command_site.h"
#include "kit/cli/command.h"
#include "parts/cover/cover_desk.h"
#include "parts/year/year_source.h"

#define COVER_DATE_OPTION                             \
	{                                             \
		"date", "DATE", "the day: 2026-10-13" \
	}
#define COVER_ZONE_OPTION                                \
	{                                                \
		"zone", "N", "the number of the zone, 1" \
	}
#define COVER_KEY_OPTION                                                                           \
	{                                                                                          \
		"key-file", "FILE", "the key of the installation, where it is not in the database" \
	}

/* An opened database, its zone and the plan of its year. */
struct cover_book {
	struct site site;
	struct year_problem problem;
	struct year_plan plan;
	struct cover_view_of view; /* of all schools */
	struct cover_actor actor;  /* the command line */
};

/* Reads --database, --zone, --key-file and --date. cover_source_close() after a success. */
bool cover_source_open(struct command_call *call, struct cover_book *ret, struct err *err);
void cover_source_close(struct cover_book *source);

/* Open, do one thing, close. */
bool cover_source_with(struct command_call *call,
		       bool (*work)(struct command_call *call, struct cover_book *source,
				    struct err *err),
		       struct err *err);

/* "SUB04" or "HH-IN1": a substitute or one of the staff. */
bool cover_source_who(const struct zone *zone, struct str code, struct cover_who *ret,
		      struct err *err);

/* An option with a time ("10:30"), otherwise when it is not given. */
bool cover_source_time(struct command_call *call, const char *option, int32_t otherwise,
		       int32_t *ret, struct err *err);

/* With --json: the day as it is after a change, like 'cover day --json' (cover_day_command.c). */
bool cover_print_after(struct command_call *call, struct cover_book *source, struct err *err);

#endif
