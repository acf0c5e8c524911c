#include "parts/week/week_groups.h"

/* Each school leads to the first of its group; the first leads to itself. */
struct joining {
	uint32_t *lead;      /* by school */
	uint32_t *person_at; /* by person: a school where they are, or ZONE_NONE */
	uint32_t *team_at;   /* the same by team */
};

static uint32_t first_of(const struct joining *joining, uint32_t school)
{
	while (joining->lead[school] != school)
		school = joining->lead[school];
	return school;
}

/* Schools belong together. A place that is not known yet becomes the school's. */
static void join(struct joining *joining, uint32_t *place, uint32_t school)
{
	uint32_t a, b;

	if (school == ZONE_NONE)
		return;
	if (*place == ZONE_NONE) {
		*place = school;
		return;
	}
	a = first_of(joining, *place);
	b = first_of(joining, school);
	joining->lead[a > b ? a : b] = a < b ? a : b;
}

static uint32_t *nowhere(struct arena *arena, size_t n)
{
	uint32_t *at = arena_array(arena, uint32_t, n);

	for (size_t i = 0; i < n; i++)
		at[i] = ZONE_NONE;
	return at;
}

static struct joining join_all(struct arena *arena, const struct zone *zone)
{
	struct joining joining = {.lead = arena_array(arena, uint32_t, zone->schools.n),
				  .person_at = nowhere(arena, zone->people.n),
				  .team_at = nowhere(arena, zone->teams.n)};

	for (uint32_t s = 0; s < zone->schools.n; s++)
		joining.lead[s] = s;
	for (size_t i = 0; i < zone->people.n; i++)
		join(&joining, &joining.person_at[i], zone->people.at[i].home);
	for (size_t i = 0; i < zone->assignments.n; i++)
		join(&joining, &joining.person_at[zone->assignments.at[i].person],
		     zone->assignments.at[i].school);
	for (size_t i = 0; i < zone->teams.n; i++)
		join(&joining, &joining.team_at[i], zone->teams.at[i].school);
	/* A team is at a school as soon as one of its people is. */
	for (size_t i = 0; i < zone->members.n; i++) {
		const struct zone_member *member = &zone->members.at[i];

		join(&joining, &joining.team_at[member->team], joining.person_at[member->person]);
	}
	return joining;
}

struct week_groups week_groups_of(struct arena *arena, const struct zone *zone)
{
	struct joining joining = join_all(arena, zone);
	struct week_groups groups = {arena_array(arena, struct zone_list, zone->schools.n), 0};

	for (uint32_t first = 0; first < zone->schools.n; first++) {
		uint32_t *at = arena_array(arena, uint32_t, zone->schools.n - first);
		uint32_t n = 0;

		for (uint32_t s = first; s < zone->schools.n; s++)
			if (first_of(&joining, s) == first)
				at[n++] = s;
		if (n > 0)
			groups.at[groups.n++] = (struct zone_list){at, n};
	}
	return groups;
}
