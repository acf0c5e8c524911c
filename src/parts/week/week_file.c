/* bookings.csv: columns in the order below; lists are parted by semicolons, times are 14:10,
 * days are numbers of the rotation, weekdays Mon;Tue. Empty is "none", or for days, weekdays
 * and turns "all". Each code is that of the zone's own files. */
#include "parts/week/week_file.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/file.h"
#include "base/map.h"
#include "base/vec.h"
#include "parts/school/zone_cell.h"
#include "parts/school/zone_row.h"

enum column {
	COL_KIND,
	COL_SCHOOL,
	COL_CLASS,
	COL_TEAM,
	COL_SERVICE,
	COL_SUBJECT,
	COL_MEETING,
	COL_PEOPLE,
	COL_ROOM,
	COL_SHAPE,
	COL_ROTATION,
	COL_DAYS,
	COL_WEEKDAYS,
	COL_CYCLE,
	COL_TURNS,
	COL_START,
	COL_END,
	COL_WHY,
	COL_COMMITMENT,
	COL_LOCKED_BY,
	COL_LOCKED_WHY,
	COL_LOCKED_AT,
	N_COLUMNS,
};

static const char *const columns[N_COLUMNS] = {
	"kind", "school", "class",      "team",      "service",    "subject",   "meeting", "people",
	"room", "shape",  "rotation",   "days",      "weekdays",   "cycle",     "turns",   "start",
	"end",  "why",    "commitment", "locked_by", "locked_why", "locked_at",
};

struct str week_head_line(struct arena *arena)
{
	struct csv_writer csv;
	struct text text;

	text_init(&text, arena);
	csv_writer_init(&csv, &text);
	csv.lf = true;
	for (size_t i = 0; i < N_COLUMNS; i++)
		csv_put(&csv, str_from(columns[i]));
	csv_end(&csv);
	return text_str(&text);
}

/* ---- Writing ---- */

static void put_row(struct csv_writer *csv, const struct zone *zone, enum zone_table table,
		    uint32_t row)
{
	csv_put(csv, row == ZONE_NONE ? STR("") : zone_code(zone, table, row));
}

static void put_numbers(struct csv_writer *csv, struct arena *arena, struct zone_numbers numbers)
{
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < numbers.n; i++)
		text_printf(&text, "%s%d", i > 0 ? ";" : "", numbers.at[i]);
	csv_put(csv, text_str(&text));
}

static void put_people(struct csv_writer *csv, struct arena *arena, const struct zone *zone,
		       struct zone_list people)
{
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < people.n; i++)
		text_printf(&text, "%s%.*s", i > 0 ? ";" : "",
			    STR_ARG(zone->people.at[people.at[i]].code));
	csv_put(csv, text_str(&text));
}

static void put_weekdays(struct csv_writer *csv, struct arena *arena, uint32_t weekdays)
{
	struct text text;

	text_init(&text, arena);
	for (int d = MONDAY; d <= SUNDAY; d++)
		if ((weekdays >> d & 1) != 0)
			text_printf(&text, "%s%.*s", text.len > 0 ? ";" : "",
				    STR_ARG(date_weekday_short((enum weekday)d)));
	csv_put(csv, text_str(&text));
}

static void put_lock(struct csv_writer *csv, struct arena *arena, const struct week_lock *lock)
{
	csv_put(csv, lock == NULL ? STR("") : lock->who);
	csv_put(csv, lock == NULL ? STR("") : lock->why);
	csv_put(csv, lock == NULL ? STR("") : date_instant_text(arena, lock->when_ms));
}

static void put_booking(struct csv_writer *csv, struct arena *arena, const struct zone *zone,
			const struct week_booking *b)
{
	csv_put(csv, week_kind_name(b->kind));
	put_row(csv, zone, ZONE_T_SCHOOLS, b->school);
	put_row(csv, zone, ZONE_T_SECTIONS, b->section);
	put_row(csv, zone, ZONE_T_TEAMS, b->team);
	put_row(csv, zone, ZONE_T_SERVICES, b->service);
	put_row(csv, zone, ZONE_T_SUBJECTS, b->subject);
	put_row(csv, zone, ZONE_T_MEETINGS, b->meeting);
	put_people(csv, arena, zone, b->people);
	put_row(csv, zone, ZONE_T_ROOMS, b->room);
	put_row(csv, zone, ZONE_T_SHAPES, b->shape);
	put_row(csv, zone, ZONE_T_ROTATIONS, b->rotation);
	put_numbers(csv, arena, b->days);
	put_weekdays(csv, arena, b->weekdays);
	csv_put(csv, b->cycle == 0 ? STR("") : arena_printf(arena, "%d", b->cycle));
	put_numbers(csv, arena, b->turns);
	csv_put(csv, minutes_text(arena, b->start, MINUTES_24H));
	csv_put(csv, minutes_text(arena, b->end, MINUTES_24H));
	csv_put(csv, week_rule_id(arena, zone, b->why.table, b->why.row));
	put_row(csv, zone, ZONE_T_COMMITMENTS, b->why.commitment);
	put_lock(csv, arena, b->lock);
	csv_end(csv);
}

struct str week_booking_line(struct arena *arena, const struct zone *zone,
			     const struct week_booking *booking)
{
	struct csv_writer csv;
	struct text text;

	text_init(&text, arena);
	csv_writer_init(&csv, &text);
	csv.lf = true;
	put_booking(&csv, arena, zone, booking);
	return text_str(&text);
}

struct str week_write_csv(struct arena *arena, const struct week_plan *plan)
{
	struct csv_writer csv;
	struct text text;

	text_init(&text, arena);
	text_put(&text, week_head_line(arena));
	csv_writer_init(&csv, &text);
	csv.lf = true;
	for (size_t i = 0; i < plan->bookings.n; i++)
		put_booking(&csv, arena, plan->zone, &plan->bookings.at[i]);
	return text_str(&text);
}

bool week_write_folder(struct arena *arena, const struct week_plan *plan, const char *dir,
		       struct err *err)
{
	struct str path = file_join(arena, str_from(dir), STR("bookings.csv"));

	return file_make_folder(dir, err) && file_write(path.ptr, week_write_csv(arena, plan), err);
}

/* ---- Reading ---- */

struct reader {
	struct arena *arena;
	const struct zone *zone;
	const struct csv_record *record;
	struct err *err;
	/* Codes seen so far: thousands of lines name the same few hundred rows. */
	struct map rows, tags;
	bool lenient; /* a code that is gone is no fault: the line is passed over */
	bool gone;
};

static uint32_t find_row(struct reader *reader, enum zone_table table, struct str code)
{
	struct str key = arena_printf(reader->arena, "%d/%.*s", (int)table, STR_ARG(code));
	bool made;
	struct map_entry *entry = map_add(&reader->rows, key, &made);

	if (made)
		entry->value.number = zone_find(reader->zone, table, code);
	return (uint32_t)entry->value.number;
}

static bool find_tag(struct reader *reader, struct str text, int64_t *ret)
{
	bool made;
	struct map_entry *entry = map_add(&reader->tags, arena_str(reader->arena, text), &made);

	if (made && !zone_tag_find(reader->zone, text, &entry->value.number))
		entry->value.number = 0;
	*ret = entry->value.number;
	return *ret != 0;
}

static bool get_row(struct reader *reader, enum column column, enum zone_table table, uint32_t *ret)
{
	struct str code = reader->record->field[column];

	*ret = code.len == 0 ? ZONE_NONE : find_row(reader, table, code);
	if (code.len > 0 && *ret == ZONE_NONE && reader->lenient)
		reader->gone = true;
	else if (code.len > 0 && *ret == ZONE_NONE)
		return csv_fault(reader->record, column, reader->err,
				 "%s: the zone has no \"%.*s\"", columns[column], STR_ARG(code));
	return true;
}

static bool get_numbers(struct reader *reader, enum column column, struct zone_numbers *ret)
{
	struct str rest = reader->record->field[column], item;
	VEC(int32_t) found = {0};

	while (zone_list_next(&rest, &item)) {
		int64_t number;

		if (!str_to_i64(item, &number) || number < 1 || number > 1000)
			return csv_fault(reader->record, column, reader->err,
					 "%s: \"%.*s\" is not a number from 1 to 1000",
					 columns[column], STR_ARG(item));
		*vec_push(reader->arena, &found) = (int32_t)number;
	}
	*ret = (struct zone_numbers){found.at, found.n};
	return true;
}

static bool get_people(struct reader *reader, struct zone_list *ret)
{
	struct str rest = reader->record->field[COL_PEOPLE], item;
	VEC(uint32_t) found = {0};

	while (zone_list_next(&rest, &item)) {
		uint32_t person = find_row(reader, ZONE_T_PEOPLE, item);

		if (person == ZONE_NONE && reader->lenient)
			continue;
		if (person == ZONE_NONE)
			return csv_fault(reader->record, COL_PEOPLE, reader->err,
					 "people: the zone has no \"%.*s\"", STR_ARG(item));
		*vec_push(reader->arena, &found) = person;
	}
	*ret = (struct zone_list){found.at, found.n};
	return true;
}

static bool get_weekdays(struct reader *reader, uint32_t *ret)
{
	struct str rest = reader->record->field[COL_WEEKDAYS], item;

	*ret = 0;
	while (zone_list_next(&rest, &item)) {
		enum weekday day;

		if (!date_parse_weekday(item, &day))
			return csv_fault(reader->record, COL_WEEKDAYS, reader->err,
					 "weekdays: \"%.*s\" is not a day", STR_ARG(item));
		*ret |= 1U << day;
	}
	return true;
}

static bool get_time(struct reader *reader, enum column column, int32_t *ret)
{
	struct err fault = {0};
	int minutes;

	if (!minutes_parse(reader->record->field[column], &minutes, &fault))
		return csv_fault(reader->record, column, reader->err, "%s: %s", columns[column],
				 fault.text);
	*ret = minutes;
	return true;
}

static bool get_lock(struct reader *reader, const struct week_lock **ret)
{
	const struct csv_record *record = reader->record;
	struct week_lock *lock;

	*ret = NULL;
	if (record->field[COL_LOCKED_BY].len == 0)
		return true;
	lock = arena_new(reader->arena, struct week_lock);
	lock->who = arena_str(reader->arena, record->field[COL_LOCKED_BY]);
	lock->why = arena_str(reader->arena, record->field[COL_LOCKED_WHY]);
	if (record->field[COL_LOCKED_AT].len > 0) {
		struct err fault = {0};

		if (!date_parse_instant(record->field[COL_LOCKED_AT], &lock->when_ms, &fault))
			return csv_fault(record, COL_LOCKED_AT, reader->err, "locked_at: %s",
					 fault.text);
	}
	*ret = lock;
	return true;
}

static bool get_why(struct reader *reader, struct week_why *ret)
{
	struct str text = reader->record->field[COL_WHY];
	int64_t tag;

	*ret = (struct week_why){ZONE_T_RULES, ZONE_NONE, ZONE_NONE};
	if (text.len > 0 && !find_tag(reader, text, &tag)) {
		if (reader->lenient)
			return get_row(reader, COL_COMMITMENT, ZONE_T_COMMITMENTS,
				       &ret->commitment);
		return csv_fault(reader->record, COL_WHY, reader->err,
				 "why: the zone has no row \"%.*s\"", STR_ARG(text));
	}
	if (text.len > 0) {
		ret->table = zone_tag_table(tag);
		ret->row = (uint32_t)zone_tag_index(tag);
	}
	return get_row(reader, COL_COMMITMENT, ZONE_T_COMMITMENTS, &ret->commitment);
}

static bool get_days(struct reader *reader, struct week_booking *b)
{
	struct zone_numbers cycle = {0};

	if (!get_row(reader, COL_SHAPE, ZONE_T_SHAPES, &b->shape) ||
	    !get_row(reader, COL_ROTATION, ZONE_T_ROTATIONS, &b->rotation) ||
	    !get_numbers(reader, COL_DAYS, &b->days) || !get_weekdays(reader, &b->weekdays) ||
	    !get_numbers(reader, COL_CYCLE, &cycle) || !get_numbers(reader, COL_TURNS, &b->turns) ||
	    !get_time(reader, COL_START, &b->start) || !get_time(reader, COL_END, &b->end))
		return false;
	b->cycle = cycle.n > 0 ? cycle.at[0] : 0;
	if (b->end <= b->start)
		return csv_fault(reader->record, COL_END, reader->err,
				 "end: a booking ends after it starts");
	return true;
}

/* Columns that a booking of a kind may not leave empty, besides school and shape. */
static const struct {
	enum column at[2];
	size_t n;
} needed[WEEK_N_KINDS] = {
	[WEEK_SPECIAL] = {{COL_CLASS, COL_SUBJECT}, 2},
	[WEEK_CORE] = {{COL_CLASS}, 1},
	[WEEK_WIN] = {{COL_CLASS}, 1},
	[WEEK_RECESS] = {{COL_CLASS}, 1},
	[WEEK_LUNCH] = {{COL_CLASS}, 1},
	[WEEK_OTHER] = {{COL_CLASS}, 1},
	[WEEK_SERVICE] = {{COL_SERVICE}, 1},
	[WEEK_TEAM] = {{COL_TEAM}, 1},
};

static bool need(const struct reader *reader, enum column column, enum week_kind kind)
{
	return reader->record->field[column].len > 0 ||
	       csv_fault(reader->record, column, reader->err,
			 "%s: a booking of kind \"%.*s\" needs one", columns[column],
			 STR_ARG(week_kind_name(kind)));
}

/* What counts a plan relies on it. */
static bool is_whole(const struct reader *reader, const struct week_booking *b)
{
	if (!need(reader, COL_SCHOOL, b->kind) || !need(reader, COL_SHAPE, b->kind))
		return false;
	for (size_t i = 0; i < needed[b->kind].n; i++)
		if (!need(reader, needed[b->kind].at[i], b->kind))
			return false;
	return b->kind != WEEK_STAFF_TIME || b->why.row == ZONE_NONE ||
	       b->why.table == ZONE_T_STAFF_TIMES ||
	       csv_fault(reader->record, COL_WHY, reader->err,
			 "why: staff time is there for a row of staff_times");
}

static bool get_booking(struct reader *reader, struct week_booking *b)
{
	if (!week_kind_from_name(reader->record->field[COL_KIND], &b->kind))
		return csv_fault(reader->record, COL_KIND, reader->err,
				 "kind: \"%.*s\" is no kind of booking",
				 STR_ARG(reader->record->field[COL_KIND]));
	if (!get_row(reader, COL_SCHOOL, ZONE_T_SCHOOLS, &b->school) ||
	    !get_row(reader, COL_CLASS, ZONE_T_SECTIONS, &b->section) ||
	    !get_row(reader, COL_TEAM, ZONE_T_TEAMS, &b->team) ||
	    !get_row(reader, COL_SERVICE, ZONE_T_SERVICES, &b->service) ||
	    !get_row(reader, COL_SUBJECT, ZONE_T_SUBJECTS, &b->subject) ||
	    !get_row(reader, COL_MEETING, ZONE_T_MEETINGS, &b->meeting) ||
	    !get_people(reader, &b->people) || !get_row(reader, COL_ROOM, ZONE_T_ROOMS, &b->room) ||
	    !get_days(reader, b) || !get_why(reader, &b->why) || !is_whole(reader, b))
		return false;
	return get_lock(reader, &b->lock);
}

/* The head names the columns, all of them, in their order. */
static bool check_head(const struct csv_record *head, struct err *err)
{
	for (size_t i = 0; i < N_COLUMNS; i++) {
		if (i >= head->n)
			return err_at(err, 1, 0,
				      "the head of bookings.csv has %d columns, not %zu; \"%s\" is "
				      "missing",
				      N_COLUMNS, head->n, columns[i]);
		if (!str_eq(head->field[i], str_from(columns[i])))
			return csv_fault(head, i, err,
					 "the column \"%s\" of bookings.csv belongs here",
					 columns[i]);
	}
	return head->n == N_COLUMNS ||
	       csv_fault(head, N_COLUMNS, err, "bookings.csv has no column here");
}

static bool read_lines(struct reader *reader, struct str text, struct week_plan *ret)
{
	struct csv csv;
	struct csv_record *record = arena_new(reader->arena, struct csv_record);
	struct arena *arena = reader->arena;
	struct err *err = reader->err;
	struct week_booking booking;
	VEC(struct week_booking) found = {0};
	bool more;

	reader->record = record;
	map_init(&reader->rows, arena);
	map_init(&reader->tags, arena);
	csv_init(&csv, text);
	if (!csv_next(&csv, arena, record, &more, err) || !check_head(record, err))
		return false;
	for (;;) {
		if (!csv_next(&csv, arena, record, &more, err))
			return false;
		if (!more)
			break;
		if (record->n != N_COLUMNS)
			return csv_fault(record, 0, err, "%zu fields instead of %d", record->n,
					 (int)N_COLUMNS);
		booking = (struct week_booking){0};
		reader->gone = false;
		if (!get_booking(reader, &booking))
			return false;
		if (!reader->gone)
			*vec_push(arena, &found) = booking;
	}
	ret->zone = reader->zone;
	ret->bookings.at = found.at;
	ret->bookings.n = found.n;
	return true;
}

bool week_read_csv(struct arena *arena, const struct zone *zone, struct str text,
		   struct week_plan *ret, struct err *err)
{
	struct reader reader = {.arena = arena, .zone = zone, .err = err};

	return read_lines(&reader, text, ret);
}

bool week_read_before(struct arena *arena, const struct zone *zone, struct str text,
		      struct week_plan *ret, struct err *err)
{
	struct reader reader = {.arena = arena, .zone = zone, .err = err, .lenient = true};

	return read_lines(&reader, text, ret);
}
