#include "parts/week/week_compare.h"

#include "base/vec.h"
#include "kit/html/lang.h"
#include "parts/week/week_columns.h"
#include "parts/week/week_ledger.h"

struct measuring {
	struct arena *arena;
	const struct week_plan *plan;
	const struct zone *zone;
	uint32_t school;
	struct week_columns columns;
	VEC(struct week_measure) out;
};

static void put(struct measuring *m, const struct week_measure *kind, struct str name,
		int64_t value)
{
	struct week_measure *measure = vec_push(m->arena, &m->out);

	*measure = *kind;
	measure->name = name;
	measure->known = value >= 0;
	measure->value[0] = value < 0 ? 0 : value;
}

/* ---- Teams and teachers, from the ledger ---- */

static const struct week_measure
	team_time = {.code = "team_time",
		     .group = WORD("Team time in an average week"),
		     .better = 1},
	longest_block = {.code = "longest_block",
			 .group = WORD("Longest time together at once"),
			 .better = 1},
	planning = {.code = "planning",
		    .group = WORD("Self-directed planning of a teacher, on average"),
		    .better = 1},
	least_planning = {.code = "least_planning",
			  .group = WORD("Self-directed planning of a teacher, the least"),
			  .better = 1},
	contract = {.code = "contract_findings",
		    .group = WORD("Teachers below the planning time they were promised"),
		    .unit = WEEK_UNIT_COUNT,
		    .better = -1},
	team_cost = {.code = "team_time_cost",
		     .group = WORD("Pay of teachers for team time, a year"),
		     .unit = WEEK_UNIT_CENTS};

/* Minutes of a paid day of teachers: the staff day of the regular shape. */
static int32_t paid_minutes(const struct measuring *m)
{
	for (size_t i = 0; i < m->columns.n; i++)
		if (m->columns.at[i].shape != ZONE_NONE) {
			const struct zone_shape *shape = &m->zone->shapes
								  .at[m->columns.at[i].shape];

			return shape->staff_end - shape->staff_start;
		}
	return 0;
}

static void measure_ledger(struct measuring *m)
{
	struct week_ledger ledger = week_ledger_of(m->arena, m->plan, m->school);
	int64_t sum = 0, least = INT64_MAX, below = 0, day = m->zone->info.at[0].teacher_day_cents;
	int32_t paid = paid_minutes(m);

	for (size_t i = 0; i < ledger.teams.n; i++)
		put(m, &team_time, m->zone->teams.at[ledger.teams.at[i].index].name,
		    week_average(&ledger, ledger.teams.at[i].minutes.team));
	for (size_t i = 0; i < ledger.teams.n; i++)
		put(m, &longest_block, m->zone->teams.at[ledger.teams.at[i].index].name,
		    ledger.teams.at[i].minutes.longest_team);
	for (size_t i = 0; i < ledger.people.n; i++) {
		int64_t own = week_average(&ledger, ledger.people.at[i].minutes.self_directed);

		sum += own;
		least = own < least ? own : least;
		below += ledger.people.at[i].promised >= 0 && own < ledger.people.at[i].promised;
	}
	put(m, &planning, STR(""), ledger.people.n == 0 ? -1 : sum / (int64_t)ledger.people.n);
	put(m, &least_planning, STR(""), ledger.people.n == 0 ? -1 : least);
	put(m, &contract, STR(""), below);
	put(m, &team_cost, STR(""),
	    paid <= 0 || day < 0 ? -1 : ledger.school_minutes.team * day / paid);
}

/* ---- Children ---- */

static const struct week_measure
	subject_time = {.code = "subject_time",
			.group = WORD("Minutes of a class in an average week"),
			.better = 0},
	interruptions = {.code = "core_interruptions",
			 .group = WORD("Core lessons in pieces, or with a group pulled out, in a "
				       "rotation"),
			 .unit = WEEK_UNIT_COUNT,
			 .better = -1},
	services = {.code = "services_met",
		    .group = WORD("Support groups that get all their times"),
		    .unit = WEEK_UNIT_COUNT,
		    .better = 1};

static int64_t classes_of(const struct measuring *m)
{
	int64_t n = 0;

	for (size_t i = 0; i < m->zone->sections.n; i++)
		n += m->zone->sections.at[i].school == m->school;
	return n;
}

/* On how many days of the rotation a booking is. */
static int64_t days_of(const struct measuring *m, const struct week_booking *b)
{
	int64_t n = 0;

	for (size_t c = 0; c < m->columns.n; c++)
		n += week_in_column(m->zone, &m->columns.at[c], b);
	return n;
}

static void measure_subjects(struct measuring *m)
{
	int64_t *minutes = arena_array(m->arena, int64_t, m->zone->subjects.n);
	int64_t classes = classes_of(m), days = (int64_t)m->columns.n;

	for (size_t i = 0; i < m->plan->bookings.n; i++) {
		const struct week_booking *b = &m->plan->bookings.at[i];

		if (b->school == m->school && b->section != ZONE_NONE && b->subject != ZONE_NONE &&
		    b->kind != WEEK_PLANNING)
			minutes[b->subject] += days_of(m, b) * (b->end - b->start);
	}
	for (size_t s = 0; s < m->zone->subjects.n && classes > 0 && days > 0; s++)
		put(m, &subject_time, m->zone->subjects.at[s].name,
		    minutes[s] * 5 / (classes * days));
}

/* Whether a pull-out group takes children out of a core lesson of another subject. */
static bool pulls_out(const struct measuring *m, const struct week_booking *core,
		      const struct week_booking *b)
{
	const struct zone_service *service;

	if (b->kind != WEEK_SERVICE || b->service == ZONE_NONE || b->school != m->school ||
	    b->start >= core->end || b->end <= core->start)
		return false;
	service = &m->zone->services.at[b->service];
	if (service->kind != ZONE_PULL_OUT || service->subject == core->subject)
		return false;
	if (service->sections.n > 0)
		return zone_applies(service->sections, core->section);
	for (size_t g = 0; g < service->grades.n; g++)
		if (zone_section_has_grade(&m->zone->sections.at[core->section],
					   service->grades.at[g]))
			return true;
	return false;
}

static int64_t interruptions_of(const struct measuring *m, const struct week_column *column,
				size_t i)
{
	const struct week_booking *core = &m->plan->bookings.at[i];
	int64_t n = 0;

	for (size_t k = 0; k < m->plan->bookings.n; k++) {
		const struct week_booking *b = &m->plan->bookings.at[k];
		bool piece = k > i && b->kind == WEEK_CORE && b->section == core->section &&
			     b->subject == core->subject;

		if ((piece || pulls_out(m, core, b)) && week_in_column(m->zone, column, b))
			n++;
	}
	return n;
}

static void measure_interruptions(struct measuring *m)
{
	int64_t n = 0;

	for (size_t i = 0; i < m->plan->bookings.n; i++) {
		const struct week_booking *b = &m->plan->bookings.at[i];

		if (b->school != m->school || b->kind != WEEK_CORE || b->section == ZONE_NONE)
			continue;
		for (size_t c = 0; c < m->columns.n; c++)
			if (week_in_column(m->zone, &m->columns.at[c], b))
				n += interruptions_of(m, &m->columns.at[c], i);
	}
	put(m, &interruptions, STR(""), n);
}

/* How often a service is wanted in a rotation, of days of its shapes. */
static int64_t wanted(const struct measuring *m, const struct zone_service *service)
{
	int64_t days = 0, all = (int64_t)m->columns.n;

	for (size_t c = 0; c < m->columns.n; c++)
		days += m->columns.at[c].shape != ZONE_NONE &&
			zone_applies(service->shapes, m->columns.at[c].shape);
	switch (service->per) {
	case ZONE_PER_DAY:
		return service->times * days;
	case ZONE_PER_WEEK:
		return service->times * all / 5;
	case ZONE_PER_TWO_WEEKS:
		return service->times * all / 10;
	case ZONE_PER_CYCLE:
		return service->times;
	case ZONE_PER_MONTH:
	case ZONE_PER_YEAR:
		break;
	}
	return 1;
}

static void measure_services(struct measuring *m)
{
	int64_t met = 0, all = 0;

	for (uint32_t s = 0; s < m->zone->services.n; s++) {
		int64_t given = 0;

		if (m->zone->services.at[s].school != m->school)
			continue;
		for (size_t i = 0; i < m->plan->bookings.n; i++)
			if (m->plan->bookings.at[i].service == s)
				given += days_of(m, &m->plan->bookings.at[i]);
		all++;
		met += given >= wanted(m, &m->zone->services.at[s]);
	}
	put(m, &services, STR(""), all == 0 ? -1 : met);
}

/* ---- Specialists ---- */

static const struct week_measure
	most_visits = {.code = "most_visits",
		       .group = WORD("Visits of a specialist in a rotation, the most"),
		       .unit = WEEK_UNIT_COUNT,
		       .better = -1},
	least_visits = {.code = "least_visits",
			.group = WORD("Visits of a specialist in a rotation, the fewest"),
			.unit = WEEK_UNIT_COUNT},
	most_a_day = {.code = "most_visits_a_day",
		      .group = WORD("Visits of a specialist on one day, the most"),
		      .unit = WEEK_UNIT_COUNT,
		      .better = -1};

/* Visits of one person here, in the rotation and on its fullest day. */
static int64_t visits_of(const struct measuring *m, uint32_t person, int64_t *ret_day)
{
	int64_t sum = 0;

	for (size_t c = 0; c < m->columns.n; c++) {
		int64_t n = 0;

		for (size_t i = 0; i < m->plan->bookings.n; i++) {
			const struct week_booking *b = &m->plan->bookings.at[i];

			n += b->kind == WEEK_SPECIAL && b->school == m->school && b->people.n > 0 &&
			     b->people.at[0] == person &&
			     week_in_column(m->zone, &m->columns.at[c], b);
		}
		sum += n;
		*ret_day = n > *ret_day ? n : *ret_day;
	}
	return sum;
}

static void measure_specialists(struct measuring *m)
{
	int64_t most = -1, least = -1, day = -1;
	bool *seen = arena_array(m->arena, bool, m->zone->people.n);

	for (size_t i = 0; i < m->plan->bookings.n; i++) {
		const struct week_booking *b = &m->plan->bookings.at[i];
		int64_t visits;

		if (b->kind != WEEK_SPECIAL || b->school != m->school || b->people.n == 0 ||
		    seen[b->people.at[0]])
			continue;
		seen[b->people.at[0]] = true;
		visits = visits_of(m, b->people.at[0], &day);
		most = visits > most ? visits : most;
		least = least < 0 || visits < least ? visits : least;
	}
	put(m, &most_visits, STR(""), most);
	put(m, &least_visits, STR(""), least);
	put(m, &most_a_day, STR(""), day);
}

/* ---- All ---- */

static struct measuring measure(struct arena *arena, const struct week_plan *plan, uint32_t school)
{
	struct measuring m = {.arena = arena,
			      .plan = plan,
			      .zone = plan->zone,
			      .school = school,
			      .columns = week_columns_of(arena, plan->zone, school)};

	measure_ledger(&m);
	measure_interruptions(&m);
	measure_subjects(&m);
	measure_services(&m);
	measure_specialists(&m);
	return m;
}

/* Every plan of a zone has the same measures in the same order. */
struct week_comparison week_compare(struct arena *arena, const struct week_plan *plan, size_t n,
				    uint32_t school)
{
	struct measuring first = measure(arena, &plan[0], school);

	for (size_t p = 1; p < n && p < WEEK_COMPARE_MAX; p++) {
		struct measuring next = measure(arena, &plan[p], school);

		for (size_t i = 0; i < first.out.n && i < next.out.n; i++) {
			first.out.at[i].value[p] = next.out.at[i].value[0];
			first.out.at[i].known = first.out.at[i].known && next.out.at[i].known;
		}
	}
	return (struct week_comparison){
		.school = school, .n_plans = n, .measures = {first.out.at, first.out.n}};
}

struct str week_measure_text(struct arena *arena, const struct week_measure *measure, size_t plan)
{
	int64_t value = measure->value[plan];

	if (!measure->known)
		return STR("\xE2\x80\x93");
	if (measure->unit == WEEK_UNIT_CENTS)
		return arena_printf(arena, "$%lld", (long long)(value / 100));
	return arena_printf(arena, "%lld", (long long)value);
}
