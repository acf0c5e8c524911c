#include "parts/week/week_adopt.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/week/week_file.h"
#include "parts/week/week_patch.h"

struct adoption_work {
	struct arena *arena;
	const struct zone *zone;
	const struct week_adopting *adopting;
	int64_t id;
};

/* The bookings of the school, or all. */
static struct week_plan part_of(struct arena *arena, const struct week_plan *plan, uint32_t school)
{
	struct week_plan part = {.zone = plan->zone};
	VEC(struct week_booking) all = {0};

	for (size_t i = 0; i < plan->bookings.n; i++)
		if (school == ZONE_NONE || plan->bookings.at[i].school == school)
			*vec_push(arena, &all) = plan->bookings.at[i];
	part.bookings.at = all.at;
	part.bookings.n = all.n;
	return part;
}

/* ---- Shared staff ---- */

/* Whoever is named in staff time is not bound by it at another school. */
static bool binds(const struct week_booking *b)
{
	return b->kind != WEEK_STAFF_TIME && b->kind != WEEK_PLANNING;
}

static uint32_t shared_person(const struct week_booking *a, const struct week_booking *b)
{
	for (size_t i = 0; i < a->people.n; i++)
		for (size_t j = 0; j < b->people.n; j++)
			if (a->people.at[i] == b->people.at[j])
				return a->people.at[i];
	return ZONE_NONE;
}

static bool refuse_two_places(const struct zone *zone, const struct week_booking *a,
			      const struct week_booking *b, struct err *err)
{
	uint32_t person = shared_person(a, b);

	if (person == ZONE_NONE || a->start >= b->end || b->start >= a->end || !week_same_day(a, b))
		return true;
	return err_set(err, ERR_CONFLICT,
		       "%.*s would be at %.*s and at %.*s at the same time (%d:%02d). Adopt a plan "
		       "for both schools together, or move one of the two.",
		       STR_ARG(zone->people.at[person].name),
		       STR_ARG(zone->schools.at[a->school].name),
		       STR_ARG(zone->schools.at[b->school].name), a->start / 60, a->start % 60);
}

/* Nobody may be at two schools at once: the new bookings against one plan of another school. */
static bool fits_beside(const struct week_plan *plan, const struct week_plan *other,
			uint32_t school, struct err *err)
{
	for (size_t k = 0; k < other->bookings.n; k++) {
		const struct week_booking *b = &other->bookings.at[k];

		if (b->school != school || b->people.n == 0 || !binds(b))
			continue;
		for (size_t i = 0; i < plan->bookings.n; i++) {
			const struct week_booking *a = &plan->bookings.at[i];

			if (a->shape == b->shape && a->people.n > 0 && binds(a) &&
			    !refuse_two_places(plan->zone, a, b, err))
				return false;
		}
	}
	return true;
}

static bool fits_in_force(struct db *tx, const struct adoption_work *self,
			  const struct week_plan *plan, struct err *err)
{
	const struct week_adopting *how = self->adopting;
	struct week_holding holding;
	struct week_adoption *all;
	size_t n;

	if (how->school == ZONE_NONE)
		return true;
	if (!week_store_adoptions(tx, self->arena, how->zone_id, &all, &n, err))
		return false;
	holding = week_holding_of(self->arena, self->zone, all, n, how->from_date);
	for (uint32_t s = 0; s < holding.n; s++) {
		struct week_plan other;
		struct err unreadable = {0};
		struct str text;

		if (s == how->school || holding.at[s] == NULL)
			continue;
		if (!week_store_bookings(tx, self->arena, how->zone_id, holding.at[s]->id, &text,
					 err))
			return false;
		/* A plan that names rows which are gone binds nobody. */
		if (week_read_csv(self->arena, self->zone, text, &other, &unreadable) &&
		    !fits_beside(plan, &other, s, err))
			return false;
	}
	return true;
}

/* ---- Adopting ---- */

static bool adopt(struct db *tx, void *arg, struct err *err)
{
	struct adoption_work *self = arg;
	const struct week_adopting *how = self->adopting;
	struct week_adoption adoption = {
		.school = how->school == ZONE_NONE ? STR("")
						   : self->zone->schools.at[how->school].code,
		.from_date = how->from_date,
		.zone_version = how->zone_version,
		.scenario_id = how->scenario_id,
		.account_id = how->account_id,
		.note = how->note};
	struct week_scenario scenario;
	struct week_lines lines;
	struct week_plan plan;
	bool found = false;

	if (!week_scenario_find(tx, self->arena, how->zone_id, how->scenario_id, &scenario, &found,
				err))
		return false;
	if (!found || how->scenario_id == 0)
		return err_set(err, ERR_NOT_FOUND, "There is no such plan of the week.");
	if (!week_patch_is_made(self->arena, self->zone, scenario.patch))
		return err_set(err, ERR_CONFLICT,
			       "This plan counts on rows that are not so in the zone yet: %.*s. "
			       "Change them there first, then adopt it.",
			       STR_ARG(week_patch_words(self->arena, scenario.patch)));
	adoption.revision = scenario.revision;
	if (!week_scenario_lines(tx, self->arena, how->zone_id, how->scenario_id, &lines, err) ||
	    !week_read_csv(self->arena, self->zone, week_lines_text(self->arena, &lines), &plan,
			   err))
		return false;
	plan = part_of(self->arena, &plan, how->school);
	if (plan.bookings.n == 0)
		return err_set(err, ERR_INVALID, "This plan has nothing for that school.");
	return fits_in_force(tx, self, &plan, err) &&
	       week_store_adopt(tx, self->arena, how->zone_id, &plan, &adoption, &self->id, err);
}

bool week_adopt(struct db *db, struct arena *arena, const struct zone *zone,
		const struct week_adopting *adopting, int64_t *ret_id, struct err *err)
{
	struct adoption_work self = {.arena = arena, .zone = zone, .adopting = adopting};

	if (!db_write(db, adopt, &self, err))
		return false;
	*ret_id = self.id;
	return true;
}

enum week_state week_state_of(int64_t scenario_id, const struct week_adoption *all, size_t n,
			      const struct week_holding *holding, int32_t today)
{
	enum week_state state = WEEK_DRAFT;

	for (size_t s = 0; s < holding->n; s++)
		if (holding->at[s] != NULL && holding->at[s]->scenario_id == scenario_id)
			return WEEK_ADOPTED;
	for (size_t i = 0; i < n; i++) {
		if (all[i].scenario_id != scenario_id)
			continue;
		if (all[i].withdrawn_ms == 0 && all[i].from_date > today)
			return WEEK_COMING;
		state = WEEK_PAST;
	}
	return state;
}
