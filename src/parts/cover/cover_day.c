#include "parts/cover/cover_day.h"

#include "base/date.h"
#include "base/text.h"
#include "base/vec.h"
#include "parts/school/zone_calendar.h"

#include <stdlib.h>

enum {
	SCORE_PERMANENT = -30,
	SCORE_PREFERS = -10,
	SCORE_KNOWS = -5,
	SCORE_COVER = 4,  /* each cover in the window */
	SCORE_STAFF = 60, /* somebody's own work waits */
	SCORE_TODAY = -8, /* is at this school today already */
};

struct suggesting {
	struct arena *arena;
	const struct cover_day *day;
	const struct cover_picks *picks;
	const struct cover_need *need;
	int32_t start, end;
	VEC(struct cover_candidate) found;
};

static bool is_same(struct cover_who a, struct cover_who b)
{
	return a.source == b.source && a.row == b.row;
}

/* Is busy in the stretch, is at another school today, or is away? */
static bool is_taken(const struct suggesting *s, struct cover_who who, bool *ret_here)
{
	*ret_here = false;
	for (size_t i = 0; i < s->picks->n; i++) {
		const struct cover_pick *pick = &s->picks->at[i];

		if (!is_same(pick->who, who))
			continue;
		if (pick->start < s->end && s->start < pick->end)
			return true;
		if (s->day->needs[pick->need].school != s->need->school)
			return true;
		*ret_here = true;
	}
	for (size_t i = 0; who.source == COVER_STAFF && i < s->day->n_needs; i++)
		if (s->day->needs[i].person == who.row)
			return true;
	return false;
}

static int32_t covers_of(const struct suggesting *s, struct cover_who who)
{
	const int32_t *given = who.source == COVER_SUBSTITUTE ? s->day->substitute_covers
							      : s->day->staff_covers;
	int32_t n = given == NULL ? 0 : given[who.row];

	for (size_t i = 0; i < s->picks->n; i++)
		n += is_same(s->picks->at[i].who, who);
	return n;
}

static void add(struct suggesting *s, struct cover_candidate candidate, struct text *reasons,
		bool here)
{
	candidate.covers = covers_of(s, candidate.who);
	if (here) {
		candidate.score += SCORE_TODAY;
		text_printf(reasons, "at this school today; ");
	}
	candidate.score += SCORE_COVER * candidate.covers;
	text_printf(reasons, "%d %s in the window", candidate.covers,
		    candidate.covers == 1 ? "cover" : "covers");
	candidate.reasons = text_str(reasons);
	*vec_push(s->arena, &s->found) = candidate;
}

static bool holds(struct zone_list list, uint32_t index)
{
	return list.n > 0 && zone_applies(list, index);
}

static void try_substitute(struct suggesting *s, uint32_t row)
{
	const struct zone_substitute *substitute = &s->day->zone->substitutes.at[row];
	struct cover_candidate candidate = {.who = {COVER_SUBSTITUTE, row}};
	struct text reasons;
	bool here;

	if (!zone_is_on(substitute->from, substitute->to, s->day->date) ||
	    !zone_set_applies(substitute->weekdays, (int)date_weekday(s->day->date)) ||
	    holds(substitute->excludes, s->need->school) || is_taken(s, candidate.who, &here))
		return;
	/* Half a day: less than five hours. */
	if (!substitute->half_days && !here && s->end - s->start < 300)
		return;
	text_init(&reasons, s->arena);
	if (substitute->kind == ZONE_PERMANENT) {
		candidate.score += SCORE_PERMANENT;
		text_printf(&reasons, "comes each day; ");
	}
	if (holds(substitute->prefers, s->need->school)) {
		candidate.score += SCORE_PREFERS;
		text_printf(&reasons, "prefers %.*s; ",
			    STR_ARG(s->day->zone->schools.at[s->need->school].name));
	}
	add(s, candidate, &reasons, here);
}

/* Staff whose work is with small groups or with adults can be asked; teachers of a class cannot. */
static const char *waiting_work(enum zone_role role)
{
	switch (role) {
	case ZONE_INTERVENTION:
		return "intervention groups wait";
	case ZONE_ENGLISH_LEARNER:
		return "English-learner groups wait";
	case ZONE_COACH:
		return "coaching waits";
	case ZONE_ASSISTANT_PRINCIPAL:
		return "office work waits";
	case ZONE_TEACHER:
	case ZONE_SPECIALIST:
	case ZONE_SPECIAL_EDUCATION:
	case ZONE_COUNSELOR:
	case ZONE_SPEECH:
	case ZONE_PRINCIPAL:
	case ZONE_PARA:
	case ZONE_PARTNER:
	case ZONE_ZONE_LEAD:
		return NULL;
	}
	return NULL;
}

/* Partner of the class's team: knows the children. */
static bool knows_class(const struct zone *zone, uint32_t person, uint32_t section)
{
	for (size_t i = 0; i < zone->members.n; i++) {
		const struct zone_member *own = &zone->members.at[i];

		for (size_t j = 0; own->person == person && j < zone->members.n; j++)
			if (zone->members.at[j].team == own->team && section < zone->sections.n &&
			    zone->members.at[j].person == zone->sections.at[section].teacher)
				return true;
	}
	return false;
}

static void try_staff(struct suggesting *s, const struct zone_assignment *assignment)
{
	const struct zone *zone = s->day->zone;
	struct cover_candidate candidate = {.who = {COVER_STAFF, assignment->person},
					    .score = SCORE_STAFF};
	const char *work = waiting_work(assignment->role);
	struct text reasons;
	bool here;

	if (work == NULL || assignment->school != s->need->school ||
	    zone->people.at[assignment->person].status != ZONE_ACTIVE ||
	    !zone_is_on(assignment->from, assignment->to, s->day->date) ||
	    is_taken(s, candidate.who, &here))
		return;
	for (size_t i = 0; i < s->found.n; i++)
		if (is_same(s->found.at[i].who, candidate.who))
			return;
	text_init(&reasons, s->arena);
	text_printf(&reasons, "%s, %d minutes are owed back; ", work, s->end - s->start);
	if (knows_class(zone, assignment->person, s->need->section)) {
		candidate.score += SCORE_KNOWS;
		text_printf(&reasons, "knows the class; ");
	}
	add(s, candidate, &reasons, here);
}

static int by_score(const void *a, const void *b)
{
	const struct cover_candidate *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? -1 : 1;
	if (x->who.source != y->who.source)
		return x->who.source < y->who.source ? -1 : 1;
	return (x->who.row > y->who.row) - (x->who.row < y->who.row);
}

struct cover_candidates cover_suggest(struct arena *arena, const struct cover_day *day,
				      const struct cover_picks *picks, size_t need, int32_t start,
				      int32_t end)
{
	struct suggesting s = {arena, day, picks, &day->needs[need], start, end, {NULL, 0, 0}};

	for (uint32_t i = 0; i < day->zone->substitutes.n; i++)
		try_substitute(&s, i);
	for (size_t i = 0; i < day->zone->assignments.n; i++)
		try_staff(&s, &day->zone->assignments.at[i]);
	if (s.found.n > 0)
		qsort(s.found.at, s.found.n, sizeof *s.found.at, by_score);
	return (struct cover_candidates){s.found.at, s.found.n};
}

static bool is_covered(const struct cover_picks *picks, size_t need, int32_t minute)
{
	for (size_t i = 0; i < picks->n; i++)
		if (picks->at[i].need == need && picks->at[i].start <= minute &&
		    minute < picks->at[i].end)
			return true;
	return false;
}

/* The first stretch of a need that nobody covers; false when there is none. */
static bool open_stretch(const struct cover_day *day, const struct cover_picks *picks, size_t need,
			 int32_t *ret_start, int32_t *ret_end)
{
	int32_t start = day->needs[need].start, end;

	while (start < day->needs[need].end && is_covered(picks, need, start))
		start++;
	for (end = start; end < day->needs[need].end && !is_covered(picks, need, end);)
		end++;
	*ret_start = start;
	*ret_end = end;
	return start < end;
}

static bool take_best(struct arena *arena, const struct cover_day *day, struct cover_picks *picks,
		      size_t need, int32_t start, int32_t end)
{
	struct cover_candidates found = cover_suggest(arena, day, picks, need, start, end);

	if (found.n == 0)
		return false;
	*vec_push(arena, picks) = (struct cover_pick){.need = need,
						      .who = found.at[0].who,
						      .start = start,
						      .end = end,
						      .reasons = found.at[0].reasons};
	return true;
}

static int32_t midday_of(const struct cover_day *day, size_t need)
{
	uint32_t shape = zone_date_at(day->zone, day->needs[need].school, day->date, ZONE_AS_OF_END)
				 .shape;

	return shape == ZONE_NONE ? 12 * 60 : day->zone->shapes.at[shape].midday;
}

size_t cover_assign(struct arena *arena, const struct cover_day *day, struct cover_picks *picks)
{
	size_t n_open = 0;

	for (size_t need = 0; need < day->n_needs; need++) {
		int32_t start, end, midday = midday_of(day, need);

		if (!open_stretch(day, picks, need, &start, &end) ||
		    take_best(arena, day, picks, need, start, end))
			continue;
		if (start < midday && midday < end) {
			(void)take_best(arena, day, picks, need, start, midday);
			(void)take_best(arena, day, picks, need, midday, end);
		}
		n_open += open_stretch(day, picks, need, &start, &end);
	}
	return n_open;
}

static bool could(struct arena *arena, const struct cover_day *day,
		  const struct cover_picks *others, const struct cover_pick *pick,
		  struct cover_who who)
{
	struct cover_candidates found = cover_suggest(arena, day, others, pick->need, pick->start,
						      pick->end);

	for (size_t i = 0; i < found.n; i++)
		if (is_same(found.at[i].who, who))
			return true;
	return false;
}

bool cover_swap(struct arena *arena, const struct cover_day *day, struct cover_picks *picks,
		size_t a, size_t b)
{
	struct cover_picks others = {NULL, 0, 0};
	struct cover_who who = picks->at[a].who;

	for (size_t i = 0; i < picks->n; i++)
		if (i != a && i != b)
			*vec_push(arena, &others) = picks->at[i];
	if (!could(arena, day, &others, &picks->at[a], picks->at[b].who) ||
	    !could(arena, day, &others, &picks->at[b], who))
		return false;
	picks->at[a].who = picks->at[b].who;
	picks->at[b].who = who;
	picks->at[a].by_hand = picks->at[b].by_hand = true;
	picks->at[a].acknowledged = picks->at[b].acknowledged = false;
	picks->at[a].reasons = picks->at[b].reasons = STR("swapped by hand");
	return true;
}

const int32_t *cover_owed_minutes(struct arena *arena, const struct cover_day *day,
				  const struct cover_picks *picks)
{
	int32_t *owed = arena_array(arena, int32_t, day->zone->people.n);

	for (size_t i = 0; i < picks->n; i++)
		if (picks->at[i].who.source == COVER_STAFF)
			owed[picks->at[i].who.row] += picks->at[i].end - picks->at[i].start;
	return owed;
}
