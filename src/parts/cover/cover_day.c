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
	SCORE_COVER = 4,     /* each cover in the window */
	SCORE_STAFF = 60,    /* somebody's own work waits */
	SCORE_PLANNING = 80, /* somebody's planning or team is lost */
	SCORE_TODAY = -8,    /* is at this school today already */
};

enum { HALF_DAY_BELOW = 300 }; /* minutes */

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

static bool is_away(const struct suggesting *s, struct cover_who who)
{
	if (who.source != COVER_STAFF)
		return false;
	for (size_t i = 0; i < s->day->n_needs; i++)
		if (s->day->needs[i].person == who.row && s->day->needs[i].start < s->end &&
		    s->start < s->day->needs[i].end)
			return true;
	for (size_t i = 0; i < s->day->n_away; i++)
		if (s->day->away[i].person == who.row &&
		    (s->day->away[i].end == 0 ||
		     (s->day->away[i].start < s->end && s->start < s->day->away[i].end)))
			return true;
	return false;
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
	for (size_t i = 0; i < s->day->n_busy; i++)
		if (is_same(s->day->busy[i].who, who) &&
		    (s->day->busy[i].school != s->need->school ||
		     (s->day->busy[i].start < s->end && s->start < s->day->busy[i].end)))
			return true;
	return is_away(s, who);
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
	if (!substitute->half_days && !here && s->end - s->start < HALF_DAY_BELOW)
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

static bool is_found(const struct suggesting *s, struct cover_who who)
{
	for (size_t i = 0; i < s->found.n; i++)
		if (is_same(s->found.at[i].who, who))
			return true;
	return false;
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
	if (is_found(s, candidate.who))
		return;
	text_init(&reasons, s->arena);
	text_printf(&reasons, "%s, %d minutes are owed back; ", work, s->end - s->start);
	if (knows_class(zone, assignment->person, s->need->section)) {
		candidate.score += SCORE_KNOWS;
		text_printf(&reasons, "knows the class; ");
	}
	add(s, candidate, &reasons, here);
}

static bool binds(const struct week_booking *booking, uint32_t person)
{
	for (size_t i = 0; i < booking->people.n; i++)
		if (booking->people.at[i] == person)
			return true;
	return false;
}

/* A teacher whose class is with a specialist all the while. */
static void try_planning(struct suggesting *s, uint32_t person)
{
	const struct week_date *week = &s->day->weeks[s->need->school];
	struct cover_candidate candidate = {.who = {COVER_STAFF, person}, .score = SCORE_PLANNING};
	struct text reasons;
	bool here, free = false, meets = false;

	for (size_t i = 0; i < week->bookings.n; i++) {
		const struct week_booking *own = &week->bookings.at[i];

		if (!binds(own, person))
			continue;
		free = free ||
		       (own->kind == WEEK_PLANNING && own->start <= s->start && s->end <= own->end);
		meets = meets ||
			(own->kind == WEEK_TEAM && own->start < s->end && s->start < own->end);
	}
	if (!free || is_found(s, candidate.who) || is_taken(s, candidate.who, &here))
		return;
	text_init(&reasons, s->arena);
	text_printf(&reasons, "the class is with a specialist; %d minutes of %s are owed back; ",
		    s->end - s->start, meets ? "team time" : "planning");
	candidate.score += meets ? -SCORE_PREFERS : 0;
	if (knows_class(s->day->zone, person, s->need->section)) {
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
	for (size_t i = 0; day->weeks != NULL && i < day->zone->sections.n; i++)
		if (day->zone->sections.at[i].school == s.need->school &&
		    day->zone->sections.at[i].teacher != ZONE_NONE)
			try_planning(&s, day->zone->sections.at[i].teacher);
	if (s.found.n > 0)
		qsort(s.found.at, s.found.n, sizeof *s.found.at, by_score);
	return (struct cover_candidates){s.found.at, s.found.n};
}

static bool needs_somebody(const struct cover_need *need, int32_t minute)
{
	for (size_t i = 0; i < need->n_stretches; i++)
		if (need->stretches[i].start <= minute && minute < need->stretches[i].end)
			return true;
	return need->n_stretches == 0 && need->start <= minute && minute < need->end;
}

static bool is_open(const struct cover_day *day, const struct cover_picks *picks, size_t need,
		    int32_t minute)
{
	for (size_t i = 0; i < picks->n; i++)
		if (picks->at[i].need == need && picks->at[i].start <= minute &&
		    minute < picks->at[i].end)
			return false;
	return needs_somebody(&day->needs[need], minute);
}

bool cover_open_stretch(const struct cover_day *day, const struct cover_picks *picks, size_t need,
			int32_t from, struct cover_stretch *ret)
{
	int32_t start = from > day->needs[need].start ? from : day->needs[need].start, end;

	while (start < day->needs[need].end && !is_open(day, picks, need, start))
		start++;
	for (end = start; end < day->needs[need].end && is_open(day, picks, need, end);)
		end++;
	*ret = (struct cover_stretch){start, end};
	return start < end;
}

size_t cover_n_open(const struct cover_day *day, const struct cover_picks *picks)
{
	struct cover_stretch open;
	size_t n = 0;

	for (size_t need = 0; need < day->n_needs; need++)
		n += cover_open_stretch(day, picks, need, 0, &open);
	return n;
}

static bool take_best(struct arena *arena, const struct cover_day *day, struct cover_picks *picks,
		      size_t need, struct cover_stretch open)
{
	struct cover_candidates found = cover_suggest(arena, day, picks, need, open.start,
						      open.end);

	if (found.n == 0)
		return false;
	*vec_push(arena, picks) = (struct cover_pick){.need = need,
						      .who = found.at[0].who,
						      .start = open.start,
						      .end = open.end,
						      .reasons = found.at[0].reasons};
	return true;
}

/* From the first to the last open minute of a need, when nobody stands in between yet: one person
 * for all of it. */
static bool whole_stretch(const struct cover_day *day, const struct cover_picks *picks, size_t need,
			  struct cover_stretch *ret)
{
	struct cover_stretch open;

	if (!cover_open_stretch(day, picks, need, 0, &open))
		return false;
	*ret = open;
	while (cover_open_stretch(day, picks, need, open.end, &open)) {
		for (size_t i = 0; i < picks->n; i++)
			if (picks->at[i].need == need && picks->at[i].start < open.end &&
			    ret->end <= picks->at[i].start)
				return true;
		ret->end = open.end;
	}
	return true;
}

/* The last minute before end, and after start, at which something at the school begins or ends. */
static int32_t boundary_before(const struct cover_day *day, uint32_t school, int32_t start,
			       int32_t end)
{
	int32_t best = start;

	for (size_t i = 0; day->weeks != NULL && i < day->weeks[school].bookings.n; i++) {
		const struct week_booking *own = &day->weeks[school].bookings.at[i];

		if (own->start > best && own->start < end)
			best = own->start;
		if (own->end > best && own->end < end)
			best = own->end;
	}
	return best;
}

/* One open stretch, by as few people as are free one after the other. */
static void take_periods(struct arena *arena, const struct cover_day *day,
			 struct cover_picks *picks, size_t need, struct cover_stretch open)
{
	int32_t start = open.start;

	while (start < open.end) {
		int32_t end = open.end, first = open.end;

		while (end > start &&
		       !take_best(arena, day, picks, need, (struct cover_stretch){start, end})) {
			first = end;
			end = boundary_before(day, day->needs[need].school, start, end);
		}
		start = end > start ? end : first;
	}
}

static int32_t midday_of(const struct cover_day *day, size_t need)
{
	uint32_t shape = zone_date_at(day->zone, day->needs[need].school, day->date, ZONE_AS_OF_END)
				 .shape;

	return shape == ZONE_NONE ? 12 * 60 : day->zone->shapes.at[shape].midday;
}

static void fill(struct arena *arena, const struct cover_day *day, struct cover_picks *picks,
		 size_t need)
{
	int32_t midday = midday_of(day, need);
	struct cover_stretch open, whole;

	if (!whole_stretch(day, picks, need, &whole) || take_best(arena, day, picks, need, whole))
		return;
	if (whole.start < midday && midday < whole.end) {
		(void)take_best(arena, day, picks, need,
				(struct cover_stretch){whole.start, midday});
		(void)take_best(arena, day, picks, need, (struct cover_stretch){midday, whole.end});
	}
	for (int32_t from = 0; cover_open_stretch(day, picks, need, from, &open); from = open.end)
		take_periods(arena, day, picks, need, open);
}

size_t cover_assign(struct arena *arena, const struct cover_day *day, struct cover_picks *picks)
{
	for (size_t need = 0; need < day->n_needs; need++) {
		struct cover_stretch open;

		/* What a person chose may leave gaps on both sides. */
		for (int tries = 0; tries < 4 && cover_open_stretch(day, picks, need, 0, &open);
		     tries++)
			fill(arena, day, picks, need);
	}
	return cover_n_open(day, picks);
}

struct str cover_why_not(struct arena *arena, const struct cover_day *day,
			 const struct cover_picks *picks, size_t need,
			 const struct cover_pick *wanted, bool *ret_never)
{
	struct suggesting s = {.arena = arena,
			       .day = day,
			       .picks = picks,
			       .need = &day->needs[need],
			       .start = wanted->start,
			       .end = wanted->end};
	struct cover_candidates found = cover_suggest(arena, day, picks, need, wanted->start,
						      wanted->end);
	struct str name = cover_name(day->zone, wanted->who);
	bool here;

	*ret_never = false;
	for (size_t i = 0; i < found.n; i++)
		if (is_same(found.at[i].who, wanted->who))
			return STR("");
	if (is_away(&s, wanted->who)) {
		*ret_never = true;
		return arena_printf(arena, "%.*s is not there then.", STR_ARG(name));
	}
	if (is_taken(&s, wanted->who, &here)) {
		*ret_never = true;
		return arena_printf(arena, "%.*s stands in somewhere else that day.",
				    STR_ARG(name));
	}
	if (wanted->who.source == COVER_STAFF)
		return arena_printf(arena, "%.*s has classes or other duties then.", STR_ARG(name));
	return arena_printf(arena,
			    "%.*s does not come on that day, to that school or for that long.",
			    STR_ARG(name));
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

void cover_tell_reasons(struct arena *arena, const struct cover_day *day,
			const struct cover_picks *picks)
{
	struct cover_picks others = {arena_array(arena, struct cover_pick, picks->n + 1), 0,
				     picks->n + 1};

	for (size_t i = 0; i < picks->n; i++) {
		struct cover_pick *own = &picks->at[i];
		struct cover_candidates found;

		if (own->by_hand || own->reasons.len > 0)
			continue;
		others.n = 0;
		for (size_t k = 0; k < picks->n; k++)
			if (k != i)
				others.at[others.n++] = picks->at[k];
		found = cover_suggest(arena, day, &others, own->need, own->start, own->end);
		for (size_t k = 0; k < found.n; k++)
			if (is_same(found.at[k].who, own->who))
				own->reasons = found.at[k].reasons;
	}
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

/* Half cents are rounded up, as payroll does. */
static int64_t half_day_cents(const struct zone *zone, uint32_t substitute, int32_t halves)
{
	const struct zone_info *info = &zone->info.at[0];
	int64_t day = zone->substitutes.at[substitute].day_cents;

	if (day <= 0)
		day = info->substitute_day_cents;
	return (day * halves * (10000 + info->payroll_x100) + 10000) / 20000;
}

struct cover_pay cover_pay_of(const struct cover_day *day, const struct cover_picks *picks)
{
	struct cover_pay pay = {0, 0};

	for (size_t i = 0; i < picks->n; i++) {
		int32_t minutes = 0, halves;
		bool first = true;

		for (size_t j = 0; j < picks->n; j++) {
			if (!is_same(picks->at[j].who, picks->at[i].who))
				continue;
			first = first && j >= i;
			minutes += picks->at[j].end - picks->at[j].start;
		}
		if (picks->at[i].who.source != COVER_SUBSTITUTE || !first)
			continue;
		halves = minutes < HALF_DAY_BELOW ? 1 : 2;
		pay.half_days += halves;
		pay.cents += half_day_cents(day->zone, picks->at[i].who.row, halves);
	}
	return pay;
}
