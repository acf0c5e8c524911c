/* /year/labs/{plan}/{number}: one lab: its phases, who comes, who stands in, why it is here. */
#include "parts/year/year_page_internal.h"

#include "base/date.h"
#include "base/vec.h"
#include "parts/year/year_page.html.h"
#include "parts/year/year_store.h"

static struct str span_text(const struct year_visit *visit, int32_t start, int32_t end)
{
	return year_say2(visit, WORD("{1} to {2}"), html_arg_clock(start), html_arg_clock(end));
}

struct maker {
	const struct year_visit *visit;
	struct table table;
	VEC(struct table_cell) cells;
};

static void make(struct maker *maker, const struct year_visit *visit, const char *caption,
		 const char *const *heads)
{
	struct table_column *column;
	size_t n = 0;

	while (heads[n] != NULL)
		n++;
	column = arena_array(visit->arena, struct table_column, n);
	for (size_t i = 0; i < n; i++)
		column[i] = (struct table_column){.text = year_say(visit, heads[i]),
						  .row_header = i == 0};
	*maker = (struct maker){
		.visit = visit,
		.table = {.caption = year_say(visit, caption), .column = column, .n_columns = n}};
}

static struct table_cell *put(struct maker *maker, struct str text)
{
	struct table_cell *cell = vec_push(maker->visit->arena, &maker->cells);

	cell->text = text;
	return cell;
}

static struct table made(struct maker *maker)
{
	maker->table.cell = maker->cells.at;
	maker->table.n_rows = maker->cells.n / maker->table.n_columns;
	return maker->table;
}

/* ---- Phases ---- */

static struct str phase_name(const struct year_visit *visit, const struct year_phase *phase)
{
	switch (phase->phase) {
	case ZONE_INTRODUCE:
		return year_say(visit, WORD("Introduce: learn together"));
	case ZONE_PREPARE:
		return year_say(visit, WORD("Prepare: plan and rehearse"));
	case ZONE_ENACT:
		return year_say2(visit, WORD("Enact: teach together ({1})"),
				 html_arg_i64(phase->host_number), html_arg_u64(0));
	case ZONE_ANALYZE:
		return year_say(visit, WORD("Analyze: what students did, what we commit to"));
	case ZONE_LAB_LUNCH:
		break;
	}
	return year_say(visit, WORD("Lunch"));
}

static struct str place_of(const struct year_visit *visit, const struct year_phase *phase)
{
	const struct zone *zone = visit->zone;
	struct str room = phase->room == ZONE_NONE ? STR("") : zone->rooms.at[phase->room].name;

	if (phase->section == ZONE_NONE)
		return room;
	return arena_printf(visit->arena, "%.*s%s%.*s",
			    STR_ARG(zone->sections.at[phase->section].code),
			    room.len > 0 ? " · " : "", STR_ARG(room));
}

/* Does a phase go on where the one before it ended? Then both are one line. */
static bool goes_on(const struct year_phases *phases, size_t i)
{
	const struct year_phase *a = &phases->at[i];

	return i + 1 < phases->n && a[1].lab == a->lab && a[1].phase == a->phase &&
	       a[1].date == a->date && a[1].start == a->end && a[1].section == a->section &&
	       a[1].room == a->room;
}

static struct table phases_of(const struct year_visit *visit, size_t lab)
{
	static const char *const heads[] = {WORD("Phase"), WORD("When"), WORD("Where"), NULL};
	struct maker maker;
	bool two_days = visit->board->problem.labs[lab].days > 1;

	make(&maker, visit, WORD("The day"), heads);
	for (size_t i = 0; i < visit->board->phases.n; i++) {
		const struct year_phase *phase = &visit->board->phases.at[i];
		int32_t start = phase->start;
		struct table_cell *cell;
		struct str when;

		if (phase->lab != lab)
			continue;
		while (goes_on(&visit->board->phases, i))
			phase = &visit->board->phases.at[++i];
		when = span_text(visit, start, phase->end);
		(void)put(&maker, phase_name(visit, phase));
		if (two_days)
			when = year_say2(visit, WORD("{1}, {2}"), html_arg_date(phase->date),
					 html_arg_str(when));
		cell = put(&maker, when);
		if (phase->moved && phase->phase == ZONE_ENACT)
			cell->badge = (struct badge){
				BADGE_PLAIN, year_say(visit, WORD("Not at the usual time"))};
		(void)put(&maker, place_of(visit, phase));
	}
	return made(&maker);
}

/* ---- People ---- */

static struct str role_of(const struct year_visit *visit, uint32_t person)
{
	const struct zone *zone = visit->zone;

	for (size_t i = 0; i < zone->assignments.n; i++) {
		if (zone->assignments.at[i].person != person)
			continue;
		if (zone->assignments.at[i].role == ZONE_COACH)
			return year_say(visit, WORD("Coach"));
		if (zone->assignments.at[i].role == ZONE_PRINCIPAL ||
		    zone->assignments.at[i].role == ZONE_ASSISTANT_PRINCIPAL)
			return year_say(visit, WORD("Principal"));
	}
	return year_say(visit, WORD("Guest"));
}

static struct str class_of(const struct zone *zone, uint32_t person)
{
	for (size_t i = 0; i < zone->sections.n; i++)
		if (zone->sections.at[i].teacher == person)
			return zone->sections.at[i].code;
	return STR("");
}

static struct table people_of(const struct year_visit *visit, size_t lab)
{
	static const char *const heads[] = {WORD("Who"), WORD("As"), WORD("Class"), NULL};
	const struct zone *zone = visit->zone;
	const struct year_lab *l = &visit->board->problem.labs[lab];
	const struct zone_list attend = zone->lab_plans.at[l->plan].attend;
	struct maker maker;

	make(&maker, visit, WORD("Who comes"), heads);
	for (size_t i = 0; i < attend.n; i++) {
		(void)put(&maker, zone->people.at[attend.at[i]].name);
		(void)put(&maker, role_of(visit, attend.at[i]));
		(void)put(&maker, STR(""));
	}
	for (size_t i = 0; i < zone->members.n; i++) {
		const struct zone_member *member = &zone->members.at[i];

		if (member->team != l->team ||
		    !zone_is_on(member->from, member->to, visit->board->plan.at[lab].date))
			continue;
		(void)put(&maker, zone->people.at[member->person].name);
		(void)put(&maker,
			  year_say(visit, member->partner ? WORD("Partner") : WORD("Team")));
		(void)put(&maker, class_of(zone, member->person));
	}
	return made(&maker);
}

/* ---- Cover ---- */

static const struct year_cover *cover_of(const struct year_covers *covers, struct str section)
{
	for (size_t i = 0; i < covers->n; i++)
		if (str_eq(covers->at[i].section, section))
			return &covers->at[i];
	return NULL;
}

static bool fill_cover(const struct year_visit *visit, size_t lab, struct year_lab_page *page,
		       struct err *err)
{
	static const char *const heads[] = {WORD("Released"), WORD("Class"), WORD("Day"),
					    WORD("Substitute"), NULL};
	const struct zone *zone = visit->zone;
	struct year_covers covers = {0};
	int32_t covers_date = ZONE_UNSET;
	struct maker maker;

	make(&maker, visit, WORD("Released for it, and who stands in"), heads);
	for (size_t i = 0; i < visit->board->releases.n; i++) {
		const struct year_release *release = &visit->board->releases.at[i];
		struct str section = release->section == ZONE_NONE
					     ? STR("")
					     : zone->sections.at[release->section].code;
		const struct year_cover *cover;

		if (release->lab != lab)
			continue;
		if (visit->part->cover != NULL && covers_date != release->date &&
		    !visit->part->cover(visit->part->db, visit->arena, visit->part->zone_id, zone,
					release->date, &covers, err))
			return false;
		covers_date = release->date;
		cover = cover_of(&covers, section);
		(void)put(&maker, release->person == ZONE_NONE
					  ? year_say(visit, WORD("One more"))
					  : zone->people.at[release->person].name);
		(void)put(&maker, section);
		(void)put(&maker, year_say2(visit, STR("{1}").ptr, html_arg_date(release->date),
					    html_arg_u64(0)));
		if (cover == NULL)
			put(&maker, STR(""))->badge = (struct badge){
				BADGE_PLAIN, year_say(visit, WORD("Requested"))};
		else
			put(&maker, cover->who)->badge =
				cover->acknowledged
					? (struct badge){BADGE_GOOD,
							 year_say(visit, WORD("Confirmed"))}
					: (struct badge){BADGE_INFO,
							 year_say(visit, WORD("Asked"))};
	}
	page->cover = made(&maker);
	return true;
}

/* ---- Why here ---- */

struct facts {
	struct year_fact *at;
	size_t n, cap;
};

static void say(const struct year_visit *visit, struct facts *facts, const char *name,
		struct str text)
{
	*vec_push(visit->arena, facts) = (struct year_fact){year_say(visit, name), text, {NULL, 0}};
}

/* The nearest lab of the team on one side; SIZE_MAX: none. */
static size_t beside(const struct year_visit *visit, size_t lab, bool later)
{
	const struct year_plan *plan = &visit->board->plan;
	size_t found = SIZE_MAX;

	for (size_t i = 0; i < plan->n; i++) {
		int32_t date = plan->at[i].date;

		if (i == lab || date == ZONE_UNSET || plan->at[lab].date == ZONE_UNSET ||
		    visit->board->problem.labs[i].team != visit->board->problem.labs[lab].team ||
		    (date > plan->at[lab].date) != later)
			continue;
		if (found == SIZE_MAX ||
		    (later ? date < plan->at[found].date : date > plan->at[found].date))
			found = i;
	}
	return found;
}

static void say_distance(const struct year_visit *visit, size_t lab, bool later,
			 struct facts *facts, struct page_link *link)
{
	size_t other = beside(visit, lab, later);
	int32_t days;

	if (other == SIZE_MAX)
		return;
	days = visit->board->plan.at[other].date - visit->board->plan.at[lab].date;
	*link = (struct page_link){
		.text = year_say2(visit, later ? WORD("Next lab: {1}") : WORD("Lab before: {1}"),
				  html_arg_date(visit->board->plan.at[other].date),
				  html_arg_u64(0)),
		.url = year_lab_url(visit, other)};
	say(visit, facts, later ? WORD("To the next lab") : WORD("Since the lab before"),
	    year_say2(visit, WORD("{1} days; at least {2} must lie between labs of a team"),
		      html_arg_i64(later ? days : -days),
		      html_arg_i64(visit->board->problem.labs[lab].spacing_days)));
}

static void say_substitutes(const struct year_visit *visit, size_t lab, struct facts *facts)
{
	int32_t date = visit->board->plan.at[lab].date, cap;

	if (date == ZONE_UNSET)
		return;
	cap = year_board_cap(visit->board, date);
	say(visit, facts, WORD("Substitutes that day"),
	    cap == ZONE_UNSET ? year_say2(visit, WORD("{1} in all schools"),
					  html_arg_i64(year_board_substitutes(visit->board, date)),
					  html_arg_u64(0))
			      : year_say2(visit, WORD("{1} in all schools; at most {2} a day"),
					  html_arg_i64(year_board_substitutes(visit->board, date)),
					  html_arg_i64(cap)));
}

static void fill_why(const struct year_visit *visit, size_t lab, struct year_lab_page *page)
{
	const struct year_lab *l = &visit->board->problem.labs[lab];
	const struct zone_lab_plan *plan = &visit->zone->lab_plans.at[l->plan];
	const struct year_place *place = &visit->board->plan.at[lab];
	struct facts facts = {0};
	struct html_arg words[3] = {html_arg_i64(l->number), html_arg_i64(plan->count),
				    html_arg_str(visit->zone->subjects.at[l->subject].name)};

	if (plan->commitment != ZONE_NONE)
		say(visit, &facts, WORD("Our commitment"),
		    visit->zone->commitments.at[plan->commitment].text);
	say(visit, &facts, WORD("Round"),
	    say_text(visit->arena, visit->lang, STR(WORD("{1} of {2} in {3} this year")), words,
		     3));
	say_distance(visit, lab, false, &facts, &page->prior);
	say_distance(visit, lab, true, &facts, &page->next);
	say_substitutes(visit, lab, &facts);
	if (place->locked)
		say(visit, &facts, WORD("Locked"), place->reason);
	for (size_t i = 0; i < visit->board->faults.n; i++)
		if (visit->board->faults.at[i].lab == lab)
			say(visit, &facts,
			    visit->board->faults.at[i].must ? WORD("Breaks a rule")
							    : WORD("Wish not kept"),
			    visit->board->faults.at[i].sentence);
	page->why = facts.at;
	page->n_why = facts.n;
}

/* ---- What was changed ---- */

static struct str past_words(const struct year_visit *visit, const struct year_past *past,
			     bool first)
{
	struct str where = past->date == ZONE_UNSET
				   ? year_say(visit, WORD("No date"))
				   : year_say2(visit, STR("{1}").ptr, html_arg_date(past->date),
					       html_arg_u64(0));

	if (first || past->version.note.len == 0)
		return where;
	return year_say2(visit, WORD("{1} – {2}"), html_arg_str(where),
			 html_arg_str(past->version.note));
}

static bool fill_history(const struct year_visit *visit, size_t lab, struct year_lab_page *page,
			 struct err *err)
{
	struct year_past *past;
	struct year_fact *fact;
	size_t n;

	if (!year_store_history(visit->part->db, visit->arena, visit->part->zone_id,
				year_key_of(&visit->board->problem, lab), &past, &n, err))
		return false;
	fact = arena_array(visit->arena, struct year_fact, n);
	for (size_t i = 0; n > 1 && i < n; i++)
		fact[page->n_history++] = (struct year_fact){
			.name = year_say2(
				visit, STR("{1}").ptr,
				html_arg_date((int32_t)(past[i].version.made_ms / 86400000)),
				html_arg_u64(0)),
			.text = past_words(visit, &past[i], i == 0)};
	page->history = fact;
	return true;
}

/* ---- The page ---- */

static const struct flash *said(const struct year_visit *visit)
{
	static const struct {
		const char *done, *text;
	} row[] = {{"moved", WORD("Moved. Undo under “Plan the year” takes it back.")},
		   {"locked", WORD("Locked: planning again leaves it here.")},
		   {"unlocked", WORD("Unlocked.")},
		   {"hosts", WORD("The host classes are set.")}};
	struct str done = http_query_text(visit->request, "done", "");
	struct flash *flash = arena_new(visit->arena, struct flash);

	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		if (str_eq(done, str_from(row[i].done))) {
			*flash = (struct flash){.kind = FLASH_DONE,
						.text = year_say(visit, row[i].text)};
			return flash;
		}
	return NULL;
}

static struct badge state_of(const struct year_visit *visit, size_t lab)
{
	const struct year_place *place = &visit->board->plan.at[lab];

	if (place->date == ZONE_UNSET)
		return (struct badge){BADGE_WARN, year_say(visit, WORD("No date yet"))};
	if (place->locked)
		return (struct badge){BADGE_INFO, year_say(visit, WORD("Locked"))};
	return (struct badge){0};
}

static void fill(const struct year_visit *visit, size_t lab, struct year_lab_page *page)
{
	const struct year_lab *l = &visit->board->problem.labs[lab];
	int32_t date = visit->board->plan.at[lab].date;
	struct page_link *crumb = arena_array(visit->arena, struct page_link, 1);

	page->page = year_frame(visit, year_lab_name(visit->arena, &visit->board->problem, lab),
				"labs");
	page->page.width = PAGE_TEXT;
	crumb[0] = (struct page_link){
		.text = visit->zone->teams.at[l->team].name,
		.url = arena_printf(
			visit->arena, "/year/labs?team=%.*s",
			STR_ARG(http_encode(visit->arena, visit->zone->teams.at[l->team].code)))};
	page->page.crumbs = (struct page_links){crumb, 1};
	page->when = date == ZONE_UNSET ? year_say(visit, WORD("No date yet"))
					: year_say2(visit, STR("{1}").ptr, html_arg_longdate(date),
						    html_arg_u64(0));
	page->badge = state_of(visit, lab);
	page->phases = phases_of(visit, lab);
	page->people = people_of(visit, lab);
	page->page.flash = said(visit);
	page->page.n_flash = page->page.flash != NULL;
	if (year_edits_lab(visit, lab) && (date == ZONE_UNSET || date >= year_today(visit)))
		page->move_url = arena_printf(visit->arena, "%.*s/move",
					      STR_ARG(year_lab_url(visit, lab)));
	fill_why(visit, lab, page);
}

bool year_lab_show(struct http_request *request, struct http_response *response, struct err *err)
{
	struct year_lab_page page = {0};
	struct year_visit visit;
	struct html html;
	size_t lab;
	bool ok;

	if (!year_begin(request, &visit, err))
		return false;
	ok = year_lab_asked(&visit, &lab, err);
	if (ok)
		fill(&visit, lab, &page);
	ok = ok && fill_cover(&visit, lab, &page, err) &&
	     (visit.board->version == 0 || fill_history(&visit, lab, &page, err));
	if (ok) {
		auth_html(request, response, &html);
		year_lab_page(&html, &page);
		response->text = html.text;
	}
	year_end(&visit);
	return ok;
}
