#include "parts/year/year_file.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/file.h"
#include "parts/year/year_bookings.h"
#include "parts/year/year_look.h"

#include <string.h>

static const char *const lab_columns[] = {"plan",        "number",    "team",     "school",
					  "kind",        "subject",   "date",     "second_date",
					  "substitutes", "host_1",    "host_2",   "locked",
					  "reason",      "locked_by", "locked_at"};
enum { N_LAB_COLUMNS = sizeof lab_columns / sizeof *lab_columns };

static void put_date(struct arena *arena, struct csv_writer *csv, int32_t date)
{
	csv_put(csv, date == ZONE_UNSET ? STR("") : date_text(arena, date));
}

static void put_time(struct arena *arena, struct csv_writer *csv, int32_t minutes)
{
	csv_put(csv, arena_printf(arena, "%02d:%02d", minutes / 60, minutes % 60));
}

static struct str section_code(const struct zone *zone, uint32_t section)
{
	return section < zone->sections.n ? zone->sections.at[section].code : STR("");
}

static struct str school_code(const struct zone *zone, uint32_t school)
{
	return school < zone->schools.n ? zone->schools.at[school].code : STR("");
}

static void put_head(struct csv_writer *csv, const char *const *columns, size_t n)
{
	for (size_t i = 0; i < n; i++)
		csv_put(csv, str_from(columns[i]));
	csv_end(csv);
}

static void begin(struct arena *arena, struct text *text, struct csv_writer *csv)
{
	text_init(text, arena);
	csv_writer_init(csv, text);
	csv->lf = true;
}

struct str year_labs_csv(struct arena *arena, const struct year_problem *problem,
			 const struct year_plan *plan)
{
	const struct zone *zone = problem->zone;
	struct csv_writer csv;
	struct text text;

	begin(arena, &text, &csv);
	put_head(&csv, lab_columns, N_LAB_COLUMNS);
	for (size_t i = 0; i < plan->n; i++) {
		const struct year_lab *lab = &problem->labs[i];
		const struct year_place *place = &plan->at[i];

		csv_put(&csv, zone->lab_plans.at[lab->plan].code);
		csv_put_i64(&csv, lab->number);
		csv_put(&csv, zone->teams.at[lab->team].code);
		csv_put(&csv, school_code(zone, lab->school));
		csv_put(&csv, zone->lab_kinds.at[lab->kind].code);
		csv_put(&csv, zone->subjects.at[lab->subject].code);
		put_date(arena, &csv, place->date);
		put_date(arena, &csv, year_day_of(problem, plan, i, 1));
		csv_put_i64(&csv, lab->substitutes);
		csv_put(&csv, section_code(zone, place->host[0]));
		csv_put(&csv, section_code(zone, place->host[1]));
		csv_put(&csv, place->locked ? STR("yes") : STR("no"));
		csv_put(&csv, place->reason);
		csv_put(&csv, place->who);
		csv_put(&csv,
			place->when_ms == 0 ? STR("") : date_instant_text(arena, place->when_ms));
		csv_end(&csv);
	}
	return text_str(&text);
}

static const char *phase_name(enum zone_phase_kind kind)
{
	switch (kind) {
	case ZONE_INTRODUCE:
		return "introduce";
	case ZONE_PREPARE:
		return "prepare";
	case ZONE_ENACT:
		return "enact";
	case ZONE_ANALYZE:
		return "analyze";
	case ZONE_LAB_LUNCH:
		return "lunch";
	}
	return "";
}

struct str year_phases_csv(struct arena *arena, const struct year_problem *problem,
			   const struct year_plan *plan)
{
	static const char *const columns[] = {"plan",  "number", "date", "start", "end",
					      "phase", "host",   "room", "moved"};
	const struct zone *zone = problem->zone;
	struct year_phases phases = year_phases_of(arena, problem, plan);
	struct csv_writer csv;
	struct text text;

	begin(arena, &text, &csv);
	put_head(&csv, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < phases.n; i++) {
		const struct year_phase *phase = &phases.at[i];
		const struct year_lab *lab = &problem->labs[phase->lab];

		csv_put(&csv, zone->lab_plans.at[lab->plan].code);
		csv_put_i64(&csv, lab->number);
		put_date(arena, &csv, phase->date);
		put_time(arena, &csv, phase->start);
		put_time(arena, &csv, phase->end);
		csv_put(&csv, str_from(phase_name(phase->phase)));
		csv_put(&csv, section_code(zone, phase->section));
		csv_put(&csv,
			phase->room < zone->rooms.n ? zone->rooms.at[phase->room].code : STR(""));
		csv_put(&csv, phase->moved ? STR("yes") : STR("no"));
		csv_end(&csv);
	}
	return text_str(&text);
}

struct str year_releases_csv(struct arena *arena, const struct year_problem *problem,
			     const struct year_plan *plan)
{
	static const char *const columns[] = {"date",   "school", "plan", "number",
					      "person", "class",  "part"};
	const struct zone *zone = problem->zone;
	struct year_releases releases = year_releases_of(arena, problem, plan);
	struct csv_writer csv;
	struct text text;

	begin(arena, &text, &csv);
	put_head(&csv, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < releases.n; i++) {
		const struct year_release *release = &releases.at[i];
		const struct year_lab *lab = &problem->labs[release->lab];

		put_date(arena, &csv, release->date);
		csv_put(&csv, school_code(zone, lab->school));
		csv_put(&csv, zone->lab_plans.at[lab->plan].code);
		csv_put_i64(&csv, lab->number);
		csv_put(&csv, release->person < zone->people.n
				      ? zone->people.at[release->person].code
				      : STR(""));
		csv_put(&csv, section_code(zone, release->section));
		csv_put(&csv,
			release->part == ZONE_HALF_RELEASE ? STR("half_day") : STR("full_day"));
		csv_end(&csv);
	}
	return text_str(&text);
}

struct str year_attendees_csv(struct arena *arena, const struct year_problem *problem,
			      const struct year_plan *plan)
{
	static const char *const columns[] = {"plan", "number", "date", "person", "part"};
	const struct zone *zone = problem->zone;
	struct year_attendees attendees = year_attendees_of(arena, problem, plan);
	struct csv_writer csv;
	struct text text;

	begin(arena, &text, &csv);
	put_head(&csv, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < attendees.n; i++) {
		const struct year_attendee *own = &attendees.at[i];
		const struct year_lab *lab = &problem->labs[own->lab];

		csv_put(&csv, zone->lab_plans.at[lab->plan].code);
		csv_put_i64(&csv, lab->number);
		put_date(arena, &csv, plan->at[own->lab].date);
		csv_put(&csv, zone->people.at[own->person].code);
		csv_put(&csv, str_from(year_part_name(own->part)));
		csv_end(&csv);
	}
	return text_str(&text);
}

static bool write_one(struct arena *arena, const char *dir, const char *name, struct str text,
		      struct err *err)
{
	struct str path = file_join(arena, str_from(dir), str_from(name));

	return file_write(path.ptr, text, err);
}

bool year_write_folder(struct arena *arena, const char *dir, const struct year_problem *problem,
		       const struct year_plan *plan, struct err *err)
{
	struct year_bookings bookings = year_bookings_of(arena, problem, plan);

	return file_make_folder(dir, err) &&
	       write_one(arena, dir, "attendees.csv", year_attendees_csv(arena, problem, plan),
			 err) &&
	       write_one(arena, dir, "bookings.csv", year_bookings_csv(arena, problem, &bookings),
			 err) &&
	       write_one(arena, dir, "labs.csv", year_labs_csv(arena, problem, plan), err) &&
	       write_one(arena, dir, "phases.csv", year_phases_csv(arena, problem, plan), err) &&
	       write_one(arena, dir, "substitute_days.csv", year_releases_csv(arena, problem, plan),
			 err);
}

/* ---- Reading ---- */

struct reading {
	struct arena *arena;
	const struct year_problem *problem;
	struct year_plan plan;
	bool *seen;
	size_t column[N_LAB_COLUMNS]; /* SIZE_MAX: not there */
};

enum column { PLAN, NUMBER, DATE = 6, HOST_1 = 9, HOST_2, LOCKED, REASON, LOCKED_BY, LOCKED_AT };

static struct str cell(const struct reading *r, const struct csv_record *record, enum column column)
{
	size_t at = r->column[column];

	return at < record->n ? str_trim(record->field[at]) : STR("");
}

static bool fault(const struct reading *r, const struct csv_record *record, enum column column,
		  struct err *err, const char *what)
{
	return csv_fault(record, r->column[column] == SIZE_MAX ? 0 : r->column[column], err,
			 "%s \"%.*s\"", what, STR_ARG(str_utf8_cut(cell(r, record, column), 60)));
}

static bool read_head(struct reading *r, const struct csv_record *record, struct err *err)
{
	for (size_t c = 0; c < N_LAB_COLUMNS; c++) {
		r->column[c] = SIZE_MAX;
		for (size_t i = 0; i < record->n; i++)
			if (str_eq(str_trim(record->field[i]), str_from(lab_columns[c])))
				r->column[c] = i;
	}
	if (r->column[PLAN] == SIZE_MAX || r->column[NUMBER] == SIZE_MAX ||
	    r->column[DATE] == SIZE_MAX)
		return err_at(err, 1, 0,
			      "The first line must name the columns plan, number and date.");
	return true;
}

static bool find_lab(const struct reading *r, const struct csv_record *record, size_t *ret,
		     struct err *err)
{
	uint32_t plan = zone_find(r->problem->zone, ZONE_T_LAB_PLANS, cell(r, record, PLAN));
	int64_t number;

	if (plan == ZONE_NONE)
		return fault(r, record, PLAN, err, "There is no lab plan");
	if (!str_to_i64(cell(r, record, NUMBER), &number))
		return fault(r, record, NUMBER, err, "This is not the number of a lab:");
	for (size_t i = 0; i < r->problem->n_labs; i++) {
		if (r->problem->labs[i].plan != plan || r->problem->labs[i].number != number)
			continue;
		if (r->seen[i])
			return fault(r, record, NUMBER, err, "The plan has two lines of number");
		r->seen[i] = true;
		*ret = i;
		return true;
	}
	return fault(r, record, NUMBER, err, "The plan has no lab with the number");
}

static bool read_host(const struct reading *r, const struct csv_record *record, enum column column,
		      uint32_t *ret, struct err *err)
{
	struct str code = cell(r, record, column);

	if (code.len == 0)
		return true;
	*ret = zone_find(r->problem->zone, ZONE_T_SECTIONS, code);
	return *ret != ZONE_NONE || fault(r, record, column, err, "There is no class");
}

static bool read_line(struct reading *r, const struct csv_record *record, struct err *err)
{
	struct year_place *place;
	struct err inner = {0};
	size_t lab = 0;

	if (!find_lab(r, record, &lab, err))
		return false;
	place = &r->plan.at[lab];
	if (cell(r, record, DATE).len > 0 &&
	    (!date_parse(cell(r, record, DATE), &place->date, &inner) ||
	     place->date < r->problem->first ||
	     place->date + 7 * ((int32_t)r->problem->labs[lab].days - 1) > r->problem->last))
		return fault(r, record, DATE, err, "This is not a date of the year:");
	place->locked = str_eq(cell(r, record, LOCKED), STR("yes"));
	if (!place->locked && cell(r, record, LOCKED).len > 0 &&
	    !str_eq(cell(r, record, LOCKED), STR("no")))
		return fault(r, record, LOCKED, err, "Locked is yes or no, not");
	if (place->locked && place->date == ZONE_UNSET)
		return fault(r, record, DATE, err, "A locked lab needs a date, not");
	place->reason = arena_str(r->arena, cell(r, record, REASON));
	place->who = arena_str(r->arena, cell(r, record, LOCKED_BY));
	if (cell(r, record, LOCKED_AT).len > 0 &&
	    !date_parse_instant(cell(r, record, LOCKED_AT), &place->when_ms, &inner))
		return fault(r, record, LOCKED_AT, err, "This is not an instant:");
	return read_host(r, record, HOST_1, &place->host[0], err) &&
	       read_host(r, record, HOST_2, &place->host[1], err);
}

bool year_read_labs(struct arena *arena, struct str text, const struct year_problem *problem,
		    struct year_plan *ret, struct err *err)
{
	struct reading r = {.arena = arena,
			    .problem = problem,
			    .plan = year_plan_make(arena, problem),
			    .seen = arena_array(arena, bool, problem->n_labs)};
	struct csv_record *record = arena_new(arena, struct csv_record);
	struct csv csv;
	bool more;

	csv_init(&csv, text);
	if (!csv_next(&csv, arena, record, &more, err))
		return false;
	if (!more)
		return err_at(err, 1, 0, "The file is empty.");
	if (!read_head(&r, record, err))
		return false;
	for (;;) {
		if (!csv_next(&csv, arena, record, &more, err))
			return false;
		if (!more)
			break;
		if (record->n == 1 && record->field[0].len == 0)
			continue;
		if (!read_line(&r, record, err))
			return false;
	}
	*ret = r.plan;
	return true;
}
