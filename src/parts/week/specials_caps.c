/* The most visits of a specialist at one school (assignments.csv).
 *
 * The engine limits the work of a person as a whole, not by place. So the limit at a school is put
 * in terms of what is known: where someone is the only teacher of a special, all its visits are
 * theirs. What a person gives at the one other school is then the sum less those; and where just
 * one colleague shares the school, what the person may not give is the least that the colleague
 * must. Three or more who share a school with others elsewhere are not limited here; the audit
 * still sees it (week_audit.h). */
#include "parts/week/specials_internal.h"

struct place {
	uint32_t school, subject;
	int64_t visits; /* in a rotation, of all classes there */
	struct zone_list teachers;
};

static struct place place_of(struct specials_maker *maker, const struct zone_assignment *at)
{
	struct place place = {.school = at->school, .subject = at->subject};

	for (uint32_t g = 0; g < maker->groups.n; g++)
		for (size_t i = 0; i < maker->groups.at[g].rows.n; i++) {
			uint32_t row = maker->groups.at[g].rows.at[i];

			if (maker->groups.at[g].school != at->school ||
			    maker->zone->visits.at[row].subject != at->subject)
				continue;
			place.visits += (int64_t)maker->groups.at[g].sections.n *
					maker->zone->visits.at[row].visits;
			place.teachers = specials_teachers(maker->arena, maker->zone, row,
							   at->school);
		}
	return place;
}

/* What a person must give elsewhere, being alone there; -1: it is not known. */
static int64_t known_elsewhere(struct specials_maker *maker, uint32_t person,
			       const struct place *here)
{
	int64_t sum = 0;

	for (size_t i = 0; i < maker->zone->assignments.n; i++) {
		const struct zone_assignment *at = &maker->zone->assignments.at[i];
		struct place place;

		if (at->person != person || at->role != ZONE_SPECIALIST ||
		    !maker->in_schools[at->school] ||
		    (at->school == here->school && at->subject == here->subject))
			continue;
		place = place_of(maker, at);
		if (place.teachers.n > 1)
			return -1;
		sum += place.visits;
	}
	return sum;
}

static void limit(struct specials_maker *maker, uint32_t row, uint32_t person, int64_t minimum,
		  int64_t maximum)
{
	const struct zone_assignment *at = &maker->zone->assignments.at[row];
	struct week_rule rule = {.kind = WEEK_RULE_VISITS_HERE,
				 .school = at->school,
				 .grade = ZONE_NONE,
				 .subject = at->subject,
				 .person = at->person,
				 .visit = ZONE_NONE,
				 .rule = ZONE_NONE,
				 .price = WEFT_NO_PRICE,
				 .item = row};
	struct weft_limits limits = {.minimum = (int32_t)minimum, .maximum = (int32_t)maximum};

	weft_builder_apply_to_resource(
		maker->builder, specials_constraint(maker, WEFT_LIMIT_WORKLOAD, &rule, &limits),
		maker->resource_of[person]);
}

static void cap(struct specials_maker *maker, uint32_t row)
{
	const struct zone_assignment *at = &maker->zone->assignments.at[row];
	int64_t most = (int64_t)at->visits_per_week_x100 * maker->specials->n_days / 500;
	struct place place = place_of(maker, at);
	int64_t elsewhere = known_elsewhere(maker, at->person, &place);

	if (elsewhere >= 0) {
		if (most < place.visits || place.teachers.n == 1)
			limit(maker, row, at->person, 0, elsewhere + most);
		return;
	}
	if (place.teachers.n == 2 && most < place.visits) {
		uint32_t other = place.teachers.at[place.teachers.at[0] == at->person ? 1 : 0];

		elsewhere = known_elsewhere(maker, other, &place);
		if (elsewhere >= 0)
			limit(maker, row, other, elsewhere + place.visits - most, WEFT_UNLIMITED);
	}
}

void specials_make_caps(struct specials_maker *maker)
{
	for (uint32_t i = 0; i < maker->zone->assignments.n; i++) {
		const struct zone_assignment *at = &maker->zone->assignments.at[i];

		if (at->role == ZONE_SPECIALIST && maker->in_schools[at->school] &&
		    at->visits_per_week_x100 != ZONE_UNSET &&
		    maker->zone->people.at[at->person].status == ZONE_ACTIVE &&
		    maker->resource_of[at->person] != WEFT_NONE)
			cap(maker, i);
	}
}
