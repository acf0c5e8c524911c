/* One plain sentence for a violated point of application, from its details. */
#include "engine/explain.h"

#include "base/text.h"

enum { MOST_NAMED = 8 }; /* of a list; the rest is "..." */

struct writer {
	const struct weft_instance *in;
	const struct weft_constraint *c;
	const struct weft_point *p;
	struct weft_details details;
	struct text text;
};

static struct str label(struct str name, struct str id)
{
	return name.len > 0 ? name : id;
}

static void put(struct writer *w, struct str s)
{
	text_put(&w->text, s);
}

static void put_time(struct writer *w, uint32_t time)
{
	put(w, time == WEFT_NONE ? STR("no time yet")
				 : label(w->in->times[time].name, w->in->times[time].id));
}

static void put_time_group(struct writer *w, uint32_t group)
{
	put(w, group == WEFT_NONE
		       ? STR("the whole cycle")
		       : label(w->in->time_groups[group].name, w->in->time_groups[group].id));
}

static void put_event(struct writer *w, uint32_t event)
{
	put(w, label(w->in->events[event].name, w->in->events[event].id));
}

static void put_resource(struct writer *w, uint32_t resource)
{
	put(w, label(w->in->resources[resource].name, w->in->resources[resource].id));
}

static void put_limits(struct writer *w, int32_t minimum, int32_t maximum)
{
	if (minimum == maximum)
		text_printf(&w->text, "exactly %d", minimum);
	else if (maximum == WEFT_UNLIMITED)
		text_printf(&w->text, "at least %d", minimum);
	else if (minimum <= 0)
		text_printf(&w->text, "at most %d", maximum);
	else
		text_printf(&w->text, "%d to %d", minimum, maximum);
}

static void put_allowed(struct writer *w, const struct weft_detail *d)
{
	put(w, STR("; allowed: "));
	put_limits(w, d->minimum, d->maximum);
}

static void put_subject(struct writer *w)
{
	uint32_t i = w->p->subject;

	switch (w->p->kind) {
	case WEFT_SUBJECT_EVENT:
		put_event(w, i);
		break;
	case WEFT_SUBJECT_EVENT_RESOURCE:
		put_event(w, w->in->event_resources[i].event);
		break;
	case WEFT_SUBJECT_EVENT_GROUP:
		put(w, label(w->in->event_groups[i].name, w->in->event_groups[i].id));
		break;
	case WEFT_SUBJECT_EVENT_PAIR:
		put_event(w, w->c->pairs[i].first);
		put(w, STR(" and "));
		put_event(w, w->c->pairs[i].second);
		break;
	case WEFT_SUBJECT_RESOURCE:
		put_resource(w, i);
		break;
	case WEFT_SUBJECT_ALL:
		put(w, w->c->name.len + w->c->id.len > 0 ? label(w->c->name, w->c->id)
							 : STR("the place"));
		break;
	}
}

/* The separators of a list, and its end when it is long. False: stop. */
static bool next_item(struct writer *w, unsigned *n)
{
	if (*n == MOST_NAMED)
		put(w, STR(" ..."));
	else if (*n > 0)
		put(w, STR(", "));
	return (*n)++ < MOST_NAMED;
}

/* All times of details with a share. */
static void put_times(struct writer *w)
{
	unsigned n = 0;

	for (uint32_t i = 0; i < w->details.n; i++) {
		if (w->details.at[i].deviation == 0)
			continue;
		if (!next_item(w, &n))
			return;
		put_time(w, w->details.at[i].time);
	}
}

/* Each time with what runs then: "Mon_1 (8A-math, 8B-art)". */
static void put_times_and_events(struct writer *w)
{
	const struct weft_details *d = &w->details;
	unsigned n = 0;

	for (uint32_t i = 0; i < d->n; i++) {
		bool open = i > 0 && d->at[i].deviation == 0 && d->at[i - 1].deviation == 0;

		if (d->at[i].deviation != 0) {
			if (!next_item(w, &n))
				return;
			put_time(w, d->at[i].time);
			continue;
		}
		put(w, open ? STR(", ") : STR(" ("));
		put_event(w, d->at[i].event);
		if (i + 1 == d->n || d->at[i + 1].deviation != 0)
			put(w, STR(")"));
	}
}

/* Each time group with its count and, where they differ by group, its limits. */
static void put_groups(struct writer *w, bool counts, bool limits)
{
	unsigned n = 0;

	for (uint32_t i = 0; i < w->details.n; i++) {
		const struct weft_detail *d = &w->details.at[i];

		if (d->time_group == WEFT_NONE && !limits)
			continue;
		if (!next_item(w, &n))
			return;
		put_time_group(w, d->time_group);
		if (counts)
			text_printf(&w->text, ": %d", d->actual);
		if (limits)
			put_allowed(w, d);
	}
}

static void put_resources(struct writer *w)
{
	unsigned n = 0;

	for (uint32_t i = 0; i < w->details.n; i++) {
		if (w->details.at[i].resource == WEFT_NONE)
			continue;
		if (!next_item(w, &n))
			return;
		put_resource(w, w->details.at[i].resource);
	}
}

/* Each time with its count and limits: "Mon_1: 3; allowed: at most 2". */
static void put_counts(struct writer *w)
{
	unsigned n = 0;

	for (uint32_t i = 0; i < w->details.n; i++) {
		const struct weft_detail *d = &w->details.at[i];

		if (d->deviation == 0)
			continue;
		if (!next_item(w, &n))
			return;
		put_time(w, d->time);
		text_printf(&w->text, ": %d", d->actual);
		put_allowed(w, d);
	}
}

static int32_t total(const struct weft_details *details)
{
	int32_t sum = 0;

	for (uint32_t i = 0; i < details->n; i++)
		sum += details->at[i].deviation;
	return sum;
}

static void put_parts(struct writer *w)
{
	const struct weft_detail *d = w->details.at;

	text_printf(&w->text, " is in %d parts", d[0].actual);
	put_allowed(w, d);
	for (uint32_t i = 1; i < w->details.n; i++) {
		text_printf(&w->text, "; a part lasts %d", d[i].actual);
		put_allowed(w, &d[i]);
	}
}

static void put_event_kind(struct writer *w)
{
	const struct weft_detail *first = &w->details.at[0];

	if (w->c->kind == WEFT_ASSIGN_RESOURCE) {
		text_printf(&w->text, " has no %.*s for %d of its times", STR_ARG(w->c->role),
			    total(&w->details));
	} else if (w->c->kind == WEFT_ASSIGN_TIME) {
		text_printf(&w->text, " is not placed for %d of its times", total(&w->details));
	} else if (w->c->kind == WEFT_SPLIT_EVENTS) {
		put_parts(w);
	} else if (w->c->kind == WEFT_DISTRIBUTE_SPLIT_EVENTS) {
		text_printf(&w->text, " has %d parts of %d times", first->actual,
			    w->c->limits.duration);
		put_allowed(w, first);
	} else if (w->c->kind == WEFT_PREFER_RESOURCES) {
		text_printf(&w->text, " has as %.*s not one of those preferred, but ",
			    STR_ARG(w->c->role));
		put_resources(w);
	} else {
		put(w, STR(" does not start at a preferred time, but at "));
		put_times(w);
	}
}

static void put_group_kind(struct writer *w)
{
	const struct weft_detail *first = &w->details.at[0];

	if (w->c->kind == WEFT_AVOID_SPLIT_ASSIGNMENTS) {
		text_printf(&w->text, " has %d different %.*s: ", first->actual,
			    STR_ARG(w->c->role));
		put_resources(w);
	} else if (w->c->kind == WEFT_SPREAD_EVENTS) {
		put(w, STR(" starts too often or too seldom in "));
		put_groups(w, true, true);
	} else if (w->c->kind == WEFT_LINK_EVENTS) {
		put(w, STR(" does not run together at "));
		put_times(w);
	} else if (w->c->kind == WEFT_ORDER_EVENTS) {
		text_printf(&w->text, " are %d times apart", first->actual);
		put_allowed(w, first);
	} else {
		put(w, STR(" does not start at the same time of day: "));
		for (unsigned i = 1, n = 0; i < w->details.n && next_item(w, &n); i++)
			put_time(w, w->details.at[i].time);
	}
}

static void put_resource_kind(struct writer *w)
{
	const struct weft_detail *first = &w->details.at[0];

	if (w->c->kind == WEFT_AVOID_CLASHES) {
		put(w, STR(" is needed more than once at "));
		put_times_and_events(w);
	} else if (w->c->kind == WEFT_AVOID_UNAVAILABLE_TIMES) {
		put(w, STR(" is not available, but busy at "));
		put_times_and_events(w);
	} else if (w->c->kind == WEFT_LIMIT_IDLE_TIMES) {
		text_printf(&w->text, " has %d idle times (", first->actual);
		put_groups(w, true, false);
		put(w, STR(")"));
		put_allowed(w, first);
	} else if (w->c->kind == WEFT_CLUSTER_BUSY_TIMES) {
		text_printf(&w->text, " is busy in %d time groups (", first->actual);
		put_groups(w, false, false);
		put(w, STR(")"));
		put_allowed(w, first);
	} else if (w->c->kind == WEFT_LIMIT_BUSY_TIMES) {
		put(w, STR(" has too many or too few busy times in "));
		put_groups(w, true, true);
	} else {
		text_printf(&w->text, " has a workload of %d", first->actual);
		put_allowed(w, first);
	}
}

static void put_school_kind(struct writer *w)
{
	if (w->c->kind == WEFT_CAPACITY) {
		put(w, STR(" holds "));
		put_counts(w);
	} else if (w->c->kind == WEFT_TRAVEL) {
		put(w, STR(" has too little time for the way before "));
		put_times_and_events(w);
	} else if (w->c->kind == WEFT_FREE_BLOCKS) {
		text_printf(&w->text, " has free times in blocks of %d or more in ",
			    w->c->limits.length);
		put_groups(w, true, true);
	} else if (w->c->kind == WEFT_KEEP_OUT) {
		text_printf(&w->text,
			    " has as %.*s who should keep out of it then: ", STR_ARG(w->c->role));
		put_resources(w);
	} else if (w->c->kind == WEFT_BREAKS) {
		text_printf(&w->text, " has too few breaks of %d or more in ", w->c->limits.length);
		put_groups(w, true, true);
	} else if (w->c->kind == WEFT_GATHERINGS) {
		text_printf(&w->text, " begins with %d at once on %d days", w->c->limits.length,
			    w->details.at[0].actual);
		put_allowed(w, &w->details.at[0]);
	} else {
		put(w, STR(" has too short a gap before "));
		put_counts(w);
	}
}

static void put_point(struct writer *w)
{
	put_subject(w);
	if (w->c->kind <= WEFT_PREFER_TIMES)
		put_event_kind(w);
	else if (w->c->kind <= WEFT_ORDER_EVENTS || w->c->kind == WEFT_SAME_TIME_OF_DAY)
		put_group_kind(w);
	else if (w->c->kind <= WEFT_LIMIT_WORKLOAD)
		put_resource_kind(w);
	else
		put_school_kind(w);
	put(w, STR("."));
}

static struct writer writer_of(const struct weft_instance *in, uint32_t point, struct arena *arena)
{
	struct writer w = {
		.in = in,
		.c = &in->constraints[in->points[point].constraint],
		.p = &in->points[point],
	};

	text_init(&w.text, arena);
	return w;
}

struct str weft_explain_subject(const struct weft_instance *in, uint32_t point, struct arena *arena)
{
	struct writer w = writer_of(in, point, arena);

	put_subject(&w);
	if (w.p->kind == WEFT_SUBJECT_EVENT_RESOURCE) {
		put(&w, STR(", "));
		put(&w, in->event_resources[w.p->subject].role);
	}
	return text_str(&w.text);
}

struct str weft_explain_point(struct weft_solution *s, uint32_t point, struct arena *arena)
{
	struct writer w = writer_of(weft_solution_instance(s), point, arena);

	w.details = weft_explain_details(s, point, arena);
	if (w.details.n > 0)
		put_point(&w);
	return text_str(&w.text);
}
