#include "parts/school/zone_check_internal.h"

#include "base/time_zone.h"
#include "parts/school/zone_table.h"

#include <string.h>

static void add(const struct checker *c, struct check_place place, bool is_warning,
		const struct str words[2])
{
	const uint32_t *line = zone_row_at(c->zone, place.table, place.index);

	zone_problem_add(c->arena, c->problems,
			 &(struct zone_problem){
				 .is_warning = is_warning,
				 .table = place.table,
				 .line = *line,
				 .column = str_from(place.column),
				 .text = words[0],
				 .remedy = words[1],
			 });
}

void check_error(const struct checker *c, struct check_place place, struct str text,
		 struct str remedy)
{
	add(c, place, false, (const struct str[]){text, remedy});
}

void check_warn(const struct checker *c, struct check_place place, struct str text,
		struct str remedy)
{
	add(c, place, true, (const struct str[]){text, remedy});
}

bool check_works_at(const struct zone *zone, uint32_t person, uint32_t school)
{
	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *row = &zone->assignments.at[i];

		if (row->person == person && row->school == school)
			return true;
	}
	return false;
}

struct str check_code(const struct checker *c, enum zone_table table, uint32_t index)
{
	return zone_code(c->zone, table, index);
}

/* ---- What the names of columns say already ---- */

/* Pairs of which the second may not be before, or less than, the first. */
static const struct {
	const char *low, *high;
	bool equal; /* may be the same */
} pairs[] = {
	{"from", "to", true},
	{"year_start", "year_end", true},
	{"start", "end", false},
	{"staff_start", "staff_end", false},
	{"student_start", "student_end", false},
	{"earliest", "latest", false},
	{"shortest", "longest", true},
	{"minutes", "most_minutes", true},
	{"minimum", "maximum", true},
};

static const struct zone_column *column_of(const struct zone_file *file, const char *name)
{
	for (size_t i = 0; i < file->n; i++) {
		if (strcmp(file->columns[i].name, name) == 0)
			return &file->columns[i];
	}
	return NULL;
}

static int32_t number_at(const struct checker *c, enum zone_table table, size_t index,
			 const struct zone_column *column)
{
	int32_t value;

	memcpy(&value, (const char *)zone_row_at(c->zone, table, index) + column->offset,
	       sizeof value);
	return value;
}

static void check_pair(const struct checker *c, enum zone_table table, size_t pair)
{
	const struct zone_column *low = column_of(zone_file(table), pairs[pair].low);
	const struct zone_column *high = column_of(zone_file(table), pairs[pair].high);

	if (low == NULL || high == NULL || low->type == ZONE_REF)
		return;
	for (size_t i = 0; i < zone_count(c->zone, table); i++) {
		int32_t a = number_at(c, table, i, low), b = number_at(c, table, i, high);

		if (a == ZONE_UNSET || b == ZONE_UNSET || a < b || (a == b && pairs[pair].equal))
			continue;
		check_error(
			c, CHECK_AT(table, i, high->name),
			arena_printf(c->arena, "%.*s comes before %s (%.*s)",
				     STR_ARG(zone_cell(c->arena, c->zone, table, i, high)),
				     low->name,
				     STR_ARG(zone_cell(c->arena, c->zone, table, i, low))),
			arena_printf(c->arena, "Make \"%s\" the larger of the two.", high->name));
	}
}

/* Times and lengths of the week must lie on the grid that plans are made on. */
static void check_ticks(const struct checker *c, enum zone_table table)
{
	const struct zone_file *file = zone_file(table);
	int32_t tick = c->zone->info.at[0].tick_minutes;

	for (size_t k = 0; k < file->n; k++) {
		const struct zone_column *column = &file->columns[k];

		if (column->type != ZONE_TIME && column->type != ZONE_MINUTES)
			continue;
		for (size_t i = 0; i < zone_count(c->zone, table); i++) {
			int32_t value = number_at(c, table, i, column);

			if (value == ZONE_UNSET || value % tick == 0)
				continue;
			check_error(c, CHECK_AT(table, i, column->name),
				    arena_printf(
					    c->arena, "%.*s is no multiple of %d minutes",
					    STR_ARG(zone_cell(c->arena, c->zone, table, i, column)),
					    tick),
				    STR("Round it, or lower tick_minutes in zone.csv."));
		}
	}
}

/* A span that lies wholly in another year does nothing, which is rarely meant. */
static void check_year(const struct checker *c, enum zone_table table)
{
	const struct zone_column *from = column_of(zone_file(table), "from");
	const struct zone_column *to = column_of(zone_file(table), "to");
	const struct zone_info *info = &c->zone->info.at[0];

	for (size_t i = 0; i < zone_count(c->zone, table); i++) {
		int32_t first = number_at(c, table, i, from), last = number_at(c, table, i, to);

		if ((first == ZONE_UNSET || first <= info->year_end) &&
		    (last == ZONE_UNSET || last >= info->year_start))
			continue;
		check_warn(c, CHECK_AT(table, i, "from"),
			   STR("No date of the row is in the year of zone.csv"),
			   STR("Correct the dates, or delete the row."));
	}
}

static void check_info(const struct checker *c)
{
	const struct zone_info *info = &c->zone->info.at[0];
	const struct time_zone *time_zone;
	struct err err = {0};

	if (c->zone->info.n > 1)
		check_error(c, CHECK_AT(ZONE_T_INFO, 1, "code"), STR("There is a second zone"),
			    STR("Keep one row: a folder holds one zone."));
	if (!time_zone_load(c->arena, info->time_zone, &time_zone, &err))
		check_error(c, CHECK_AT(ZONE_T_INFO, 0, "time_zone"),
			    arena_printf(c->arena,
					 "\"%.*s\" is no time zone that this machine knows",
					 STR_ARG(info->time_zone)),
			    STR("Write an IANA name, such as America/Los_Angeles."));
	if (info->year_start != ZONE_UNSET && info->year_end - info->year_start > 500)
		check_error(c, CHECK_AT(ZONE_T_INFO, 0, "year_end"),
			    STR("The year has more than 500 days"), STR("Correct the year."));
}

void zone_check(struct arena *arena, const struct zone *zone, struct zone_problems *problems)
{
	static const enum zone_table on_grid[] = {
		ZONE_T_SHAPES, ZONE_T_BLOCK_TIMES, ZONE_T_VISITS,   ZONE_T_NEEDS,
		ZONE_T_WAVES,  ZONE_T_SERVICES,    ZONE_T_MEETINGS, ZONE_T_STAFF_TIMES};
	const struct checker c = {arena, zone, problems};

	check_info(&c);
	for (int t = 0; t < ZONE_N_TABLES; t++) {
		for (size_t pair = 0; pair < sizeof pairs / sizeof *pairs; pair++)
			check_pair(&c, (enum zone_table)t, pair);
	}
	for (size_t i = 0; i < sizeof on_grid / sizeof *on_grid; i++)
		check_ticks(&c, on_grid[i]);
	check_year(&c, ZONE_T_TERMS);
	check_year(&c, ZONE_T_CLOSURES);
	check_year(&c, ZONE_T_BLACKOUTS);
	check_people(&c);
	check_days(&c);
	check_needs(&c);
	check_rules(&c);
}
