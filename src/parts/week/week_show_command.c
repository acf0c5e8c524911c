/* `weft week show`: a plan for people: a day of a class, person or school, and the ledger. */
#include "parts/week/week_command.h"

#include "base/date.h"
#include "base/text.h"
#include "kit/db/db_option.h"
#include "parts/week/week_dated.h"
#include "parts/week/week_ical.h"
#include "parts/week/week_lost.h"
#include "parts/week/week_source.h"

struct wish {
	uint32_t school, section, person; /* ZONE_NONE: not asked */
	int32_t date;
	struct week_losses lost; /* what cover cost, of a zone in the database */
};

static bool read_wish(struct command_call *call, const struct zone *zone, struct wish *wish,
		      struct err *err)
{
	struct str date = command_text(call, "date", "");

	if (!week_source_find(zone, ZONE_T_SCHOOLS, command_text(call, "school", ""), "school",
			      &wish->school, err) ||
	    !week_source_find(zone, ZONE_T_SECTIONS, command_text(call, "class", ""), "class",
			      &wish->section, err) ||
	    !week_source_find(zone, ZONE_T_PEOPLE, command_text(call, "person", ""), "person",
			      &wish->person, err))
		return false;
	wish->date = ZONE_UNSET;
	return date.len == 0 || date_parse(date, &wish->date, err);
}

static bool is_wished(const struct wish *wish, const struct week_booking *b)
{
	bool person = wish->person == ZONE_NONE;

	for (size_t i = 0; i < b->people.n && !person; i++)
		person = b->people.at[i] == wish->person;
	return person && (wish->section == ZONE_NONE || b->section == wish->section);
}

static struct str name_of(struct arena *arena, const struct zone *zone,
			  const struct week_booking *b)
{
	if (b->kind == WEEK_LUNCH)
		return STR("Lunch");
	if (b->subject != ZONE_NONE && b->kind != WEEK_SERVICE)
		return zone->subjects.at[b->subject].name;
	if (b->service != ZONE_NONE)
		return arena_printf(arena, "%.*s", STR_ARG(zone->services.at[b->service].code));
	if (b->meeting != ZONE_NONE && b->team != ZONE_NONE)
		return arena_printf(arena, "%.*s: %.*s", STR_ARG(zone->teams.at[b->team].name),
				    STR_ARG(zone->meetings.at[b->meeting].name));
	return week_kind_name(b->kind);
}

static void print_day(struct command_call *call, const struct zone *zone,
		      const struct week_date *day, const struct wish *wish)
{
	struct text text;

	text_init(&text, call->arena);
	for (size_t i = 0; i < day->bookings.n; i++) {
		const struct week_booking *b = &day->bookings.at[i];

		if (!is_wished(wish, b))
			continue;
		text_printf(&text, "%.*s-%.*s  %.*s",
			    STR_ARG(minutes_text(call->arena, b->start, MINUTES_24H)),
			    STR_ARG(minutes_text(call->arena, b->end, MINUTES_24H)),
			    STR_ARG(name_of(call->arena, zone, b)));
		if (b->section != ZONE_NONE)
			text_printf(&text, "  %.*s", STR_ARG(zone->sections.at[b->section].code));
		for (size_t p = 0; p < b->people.n && b->kind != WEEK_STAFF_TIME; p++)
			text_printf(&text, "  %.*s",
				    STR_ARG(zone->people.at[b->people.at[p]].code));
		text_put_char(&text, '\n');
	}
	(void)fprintf(call->out, "%.*s", STR_ARG(text_str(&text)));
}

/* What cover has cost in the year of the zone; a folder knows nothing of it. */
static bool read_lost(struct command_call *call, const struct zone *zone, struct wish *wish,
		      struct err *err)
{
	const int32_t dates[2] = {zone->info.at[0].year_start, zone->info.at[0].year_end};
	struct access_places all = {0, STR("*")};
	struct db *db;
	bool ok;

	if (!str_to_i64(command_text(call, "zone", "1"), &all.zone_id))
		return true;
	if (!db_option_open(call, &db, err))
		return false;
	ok = week_lost_read(db, call->arena, zone, &all, dates, &wish->lost, err);
	db_close(db);
	return ok;
}

static void print_ledger(struct command_call *call, const struct week_plan *plan, uint32_t school,
			 const struct wish *wish)
{
	struct week_ledger ledger = week_ledger_of(call->arena, plan, school);
	const struct zone *zone = plan->zone;

	week_ledger_add_lost(call->arena, &ledger, &wish->lost);
	(void)fprintf(call->out, "%.*s, minutes in an average week\n",
		      STR_ARG(zone->schools.at[school].name));
	for (size_t i = 0; i < ledger.teams.n; i++)
		if (ledger.teams.at[i].minutes.team > 0)
			(void)fprintf(
				call->out, "  %.*s: %lld of team time, at most %d at once\n",
				STR_ARG(zone->teams.at[ledger.teams.at[i].index].name),
				(long long)week_average(&ledger, ledger.teams.at[i].minutes.team),
				ledger.teams.at[i].minutes.longest_team);
	for (size_t i = 0; i < ledger.people.n; i++) {
		const struct week_ledger_row *row = &ledger.people.at[i];

		(void)fprintf(call->out,
			      "  %.*s: %lld team, %lld self-directed, %lld directed, %lld lost to "
			      "cover\n",
			      STR_ARG(zone->people.at[row->index].name),
			      (long long)week_average(&ledger, row->minutes.team),
			      (long long)week_average(&ledger, row->minutes.self_directed),
			      (long long)week_average(&ledger, row->minutes.directed),
			      (long long)week_average(&ledger, row->minutes.lost));
	}
}

static void show_school(struct command_call *call, const struct week_plan *plan, uint32_t school,
			const struct wish *wish)
{
	struct week_calendar calendar;
	struct week_date day;

	if (wish->date == ZONE_UNSET) {
		print_ledger(call, plan, school, wish);
		return;
	}
	calendar = week_calendar_of(call->arena, plan->zone, school, ZONE_AS_OF_END);
	day = week_on(call->arena, plan, &calendar, wish->date);
	(void)fprintf(call->out, "%.*s, %.*s%s%.*s\n", STR_ARG(plan->zone->schools.at[school].name),
		      STR_ARG(date_long_text(call->arena, wish->date)),
		      day.why_empty.len > 0 ? ": " : "", STR_ARG(day.why_empty));
	print_day(call, plan->zone, &day, wish);
}

/* The year of one class or person as a calendar. */
static bool print_calendar(struct command_call *call, const struct week_plan *plan,
			   const struct wish *wish, struct err *err)
{
	const struct zone_info *info = &plan->zone->info.at[0];
	struct week_feed feed = {.whose = {wish->person, wish->section, ZONE_NONE, ZONE_NONE},
				 .from = info->year_start,
				 .to = info->year_end,
				 .closures = true,
				 .stamp_ms = clock_utc_ms(call->clock)};
	struct str text;

	if (wish->person == ZONE_NONE && wish->section == ZONE_NONE)
		return err_set(err, ERR_INVALID, "Say whose calendar: --person or --class.");
	if (wish->section != ZONE_NONE)
		feed.whose.person = ZONE_NONE;
	feed.name = week_whose_name(plan->zone, &feed.whose);
	if (!week_write_ical(call->arena, plan, &feed, &text, err))
		return false;
	(void)fwrite(text.ptr, 1, text.len, call->out);
	return true;
}

static bool run_show(struct command_call *call, struct err *err)
{
	struct str date = command_text(call, "date", "");
	struct week_source source = {0};
	struct wish wish = {0};
	const struct zone *zone;

	if (date.len > 0 && !date_parse(date, &source.date, err))
		return false;
	if (!week_source_read(call, call->n_words > 0 ? call->word[0] : STR(""), &source, err) ||
	    !read_wish(call, source.zone, &wish, err) ||
	    (date.len == 0 && !read_lost(call, source.zone, &wish, err)))
		return false;
	zone = source.zone;
	if (wish.section != ZONE_NONE)
		wish.school = zone->sections.at[wish.section].school;
	if (wish.person != ZONE_NONE && wish.school == ZONE_NONE)
		wish.school = zone->people.at[wish.person].home;
	if (command_has(call, "ical"))
		return print_calendar(call, &source.plan, &wish, err);
	for (uint32_t s = 0; s < zone->schools.n; s++)
		if (wish.school == ZONE_NONE || wish.school == s)
			show_school(call, &source.plan, s, &wish);
	return true;
}

const struct command week_show_command = {
	.name = "week show",
	.arguments = "[PLAN]",
	.summary = "show a plan: a date, a class, a person, or the ledger of learning time",
	.help = "PLAN is what \"weft week solve --out DIR\" wrote, or the number of a plan in the\n"
		"database; without it, what is in force, as the pages show it. With a date it "
		"shows that day, "
		"closures and\n"
		"special days included; without, the minutes of learning time in an average week.\n"
		"\n"
		"    weft week show week --zone share/alder-sound --date 2026-10-06 --class HH-3A",
	.options = {WEEK_ZONE_OPTION,
		    {"school", "CODE", "one school, not all"},
		    {"date", "DATE", "2026-10-06"},
		    {"class", "CODE", "one class"},
		    {"person", "CODE", "one person"},
		    {"ical", NULL, "write the year of the class or person as iCalendar"},
		    DB_OPTION},
	.min_words = 0,
	.max_words = 1,
	.run = run_show,
};
