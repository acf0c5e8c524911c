/* A school at a glance, its people, classes, teams and rules. */
#include "parts/school/school_page_internal.h"

#include "base/text.h"
#include "parts/school/zone_own.h"
#include "parts/school/zone_calendar.h"
#include "parts/school/zone_rule.h"
#include "parts/school/zone_table.h"

static struct str count(struct arena *arena, size_t n)
{
	return arena_printf(arena, "%zu", n);
}

/* Words of the files for people: "special_education" reads "special education". */
static struct str words(struct arena *arena, struct str word)
{
	char *at = arena_array(arena, char, word.len + 1);

	for (size_t i = 0; i < word.len; i++)
		at[i] = word.ptr[i] == '_' ? ' ' : word.ptr[i];
	return (struct str){at, word.len};
}

static struct str codes(const struct school_visit *v, enum zone_table table, struct zone_list list)
{
	struct text text;

	text_init(&text, v->request->arena);
	for (size_t i = 0; i < list.n; i++)
		text_printf(&text, "%s%.*s", i > 0 ? ", " : "",
			    STR_ARG(zone_code(v->zone, table, list.at[i])));
	return text_str(&text);
}

static struct str name_of(const struct school_visit *v, enum zone_table table, uint32_t index)
{
	return index == ZONE_NONE ? STR("") : zone_name(v->request->arena, v->zone, table, index);
}

/* ---- At a glance ---- */

struct counts {
	size_t classes, people, vacant, itinerant, teams, rules, rooms;
};

static size_t schools_of(const struct zone *zone, uint32_t person)
{
	size_t n = 0;

	for (size_t i = 0; i < zone->assignments.n; i++)
		n += zone->assignments.at[i].person == person;
	return n;
}

static struct counts count_school(const struct school_visit *v)
{
	const struct zone *zone = v->zone;
	bool *seen = arena_array(v->request->arena, bool, zone->people.n);
	struct counts c = {0};

	for (size_t i = 0; i < zone->sections.n; i++)
		c.classes += zone->sections.at[i].school == v->school;
	for (size_t i = 0; i < zone->teams.n; i++)
		c.teams += zone->teams.at[i].school == v->school;
	for (size_t i = 0; i < zone->rules.n; i++)
		c.rules += zone_applies(zone->rules.at[i].schools, v->school);
	for (size_t i = 0; i < zone->rooms.n; i++)
		c.rooms += zone->rooms.at[i].school == v->school;
	for (size_t i = 0; i < zone->assignments.n; i++) {
		const struct zone_assignment *row = &zone->assignments.at[i];

		if (row->school != v->school || seen[row->person])
			continue;
		seen[row->person] = true;
		c.people++;
		c.vacant += zone->people.at[row->person].status != ZONE_ACTIVE;
		c.itinerant += row->role == ZONE_SPECIALIST && schools_of(zone, row->person) > 1;
	}
	return c;
}

static struct table grade_table(const struct school_visit *v)
{
	static const char *const heads[] = {"Grade",    "Classes",  "#Students",
					    "Specials", "Teachers", NULL};
	struct arena *arena = v->request->arena;
	const struct zone *zone = v->zone;
	struct table_maker maker;

	table_make(&maker, v->request, "Grades", heads);
	for (uint32_t g = 0; g < zone->grades.n; g++) {
		struct text classes, teachers, blocks;
		int32_t students = 0;

		text_init(&classes, arena);
		text_init(&teachers, arena);
		text_init(&blocks, arena);
		for (uint32_t i = 0; i < zone->sections.n; i++) {
			const struct zone_section *s = &zone->sections.at[i];
			uint32_t block;

			if (s->school != v->school || !zone_section_has_grade(s, g))
				continue;
			block = zone_block_of(zone, i, ZONE_NONE, NULL);
			students += s->students == ZONE_UNSET ? 0 : s->students;
			text_printf(&classes, "%s%.*s", classes.len > 0 ? ", " : "",
				    STR_ARG(s->code));
			text_printf(&teachers, "%s%.*s", teachers.len > 0 ? ", " : "",
				    STR_ARG(name_of(v, ZONE_T_PEOPLE, s->teacher)));
			if (blocks.len == 0 && block != ZONE_NONE)
				text_put(&blocks, zone->blocks.at[block].name);
		}
		if (classes.len == 0)
			continue;
		table_put(&maker, zone->grades.at[g].name);
		table_put(&maker, text_str(&classes));
		table_put(&maker, arena_printf(arena, "%d", students));
		table_put(&maker, blocks.len > 0 ? text_str(&blocks)
						 : school_say(v->request, "left to the plan"));
		table_put(&maker, text_str(&teachers));
	}
	return table_made(&maker);
}

static struct stat_tile tile(const struct school_visit *v, const char *label, struct str value,
			     struct str detail, const char *path)
{
	return (struct stat_tile){.label = school_say(v->request, label),
				  .value = value,
				  .detail = detail,
				  .url = arena_printf(v->request->arena, "/schools/%.*s%s",
						      STR_ARG(v->zone->schools.at[v->school].code),
						      path)};
}

/* The tables whose rows of this school the reader may change. */
static struct table own_tables(const struct school_visit *v)
{
	static const char *const heads[] = {"Table", "What it holds", NULL};
	struct table_maker maker;
	size_t unused;

	table_make(&maker, v->request, "Change what is written about this school", heads);
	for (int t = 0; t < ZONE_N_TABLES; t++) {
		const struct zone_file *file = zone_file((enum zone_table)t);

		if (!zone_own_column((enum zone_table)t, &unused))
			continue;
		table_put(&maker, school_say(v->request, file->title))->url = arena_printf(
			v->request->arena, "/schools/%.*s/files/%s",
			STR_ARG(v->zone->schools.at[v->school].code), file->name);
		table_put(&maker, str_from(file->help));
	}
	return table_made(&maker);
}

bool school_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct arena *arena = request->arena;
	struct school_visit v;
	struct stat_tile tiles[5];
	struct school_view view;
	struct zone_dates dates;
	struct table table[2];
	struct counts c;

	if (!school_begin(request, &v, err))
		return false;
	c = count_school(&v);
	dates = zone_dates_of(arena, v.zone, v.school, ZONE_NONE, ZONE_AS_OF_END);
	tiles[0] = tile(&v, "Classes", count(arena, c.classes),
			arena_printf(arena, "%d students", v.zone->schools.at[v.school].students),
			"/classes");
	tiles[1] = tile(&v, "People", count(arena, c.people),
			arena_printf(arena, "%zu also teach elsewhere", c.itinerant), "/people");
	if (c.vacant > 0)
		tiles[1].badge = (struct badge){
			BADGE_WARN, arena_printf(arena, "%zu positions not filled", c.vacant)};
	tiles[2] = tile(&v, "Teams", count(arena, c.teams), STR(""), "/teams");
	tiles[3] = tile(&v, "School days", count(arena, zone_dates_open(&dates)),
			arena_printf(arena, "%lld hours of instruction",
				     (long long)zone_dates_minutes(v.zone, &dates, 30) / 60),
			"/calendar");
	tiles[4] = tile(&v, "Rules", count(arena, c.rules), STR(""), "/rules");
	table[0] = grade_table(&v);
	view = (struct school_view){.page = school_frame(&v, "At a glance"),
				    .tile = tiles,
				    .n_tiles = sizeof tiles / sizeof *tiles,
				    .table = table,
				    .n_tables = 1};
	if (access_may_at(&auth_user(request)->access, ACCESS_SCHOOL_EDIT,
			  auth_user(request)->school_id))
		table[view.n_tables++] = own_tables(&v);
	school_draw(request, response, &view);
	school_end(&v);
	return true;
}

/* ---- Tables of a school ---- */

static bool draw_table(const struct school_visit *v, struct http_response *response,
		       const char *title, struct table_maker *maker)
{
	struct table table = table_made(maker);
	struct empty_state empty = {
		.title = school_say(v->request, "Nothing here yet"),
		.text = school_say(v->request,
				   "Rows come from the zone folder, a roster, or a pasted table."),
		.step = {.text = school_say(v->request, "Set up the zone"),
			 .url = STR("/zone/setup")}};
	struct school_view view = {.page = school_frame(v, title), .table = &table, .n_tables = 1};

	table.empty = &empty;
	school_draw(v->request, response, &view);
	school_end(v);
	return true;
}

/* How much of a position, and how many visits, in one cell. */
static struct str load_of(struct arena *arena, const struct zone_assignment *row)
{
	if (row->visits_per_week_x100 != ZONE_UNSET)
		return arena_printf(arena, "%g visits a week",
				    (double)row->visits_per_week_x100 / 100);
	if (row->fte_x100 != ZONE_UNSET)
		return arena_printf(arena, "%g of full time", (double)row->fte_x100 / 100);
	return STR("");
}

bool school_people_page(struct http_request *request, struct http_response *response,
			struct err *err)
{
	static const char *const heads[] = {"Name",  "Position", "Role", "Special or subject",
					    "Share", "Also at",  NULL};
	struct table_maker maker;
	struct school_visit v;

	if (!school_begin(request, &v, err))
		return false;
	table_make(&maker, request, "People at this school", heads);
	for (size_t i = 0; i < v.zone->assignments.n; i++) {
		const struct zone_assignment *row = &v.zone->assignments.at[i];
		const struct zone_person *person = &v.zone->people.at[row->person];
		struct table_cell *cell;
		struct text elsewhere;

		if (row->school != v.school)
			continue;
		text_init(&elsewhere, request->arena);
		for (size_t k = 0; k < v.zone->assignments.n; k++) {
			const struct zone_assignment *other = &v.zone->assignments.at[k];

			if (other->person == row->person && other->school != v.school)
				text_printf(
					&elsewhere, "%s%.*s", elsewhere.len > 0 ? ", " : "",
					STR_ARG(zone_code(v.zone, ZONE_T_SCHOOLS, other->school)));
		}
		cell = table_put(&maker, person->name);
		if (person->status != ZONE_ACTIVE)
			cell->badge = (struct badge){
				BADGE_WARN,
				words(request->arena,
				      zone_word_of(&zone_statuses, (int)person->status))};
		table_put(&maker, person->code);
		table_put(&maker, words(request->arena, zone_word_of(&zone_roles, (int)row->role)));
		table_put(&maker, name_of(&v, ZONE_T_SUBJECTS, row->subject));
		table_put(&maker, load_of(request->arena, row));
		table_put(&maker, text_str(&elsewhere));
	}
	return draw_table(&v, response, "People", &maker);
}

bool school_classes_page(struct http_request *request, struct http_response *response,
			 struct err *err)
{
	static const char *const heads[] = {"Class",     "Grade",    "Teacher", "Room",
					    "#Students", "Specials", "Program", NULL};
	struct table_maker maker;
	struct school_visit v;

	if (!school_begin(request, &v, err))
		return false;
	table_make(&maker, request, "Classes of this school", heads);
	for (uint32_t i = 0; i < v.zone->sections.n; i++) {
		const struct zone_section *row = &v.zone->sections.at[i];

		if (row->school != v.school)
			continue;
		table_put(&maker, row->code);
		table_put(&maker, codes(&v, ZONE_T_GRADES, row->grades));
		table_put(&maker, name_of(&v, ZONE_T_PEOPLE, row->teacher));
		table_put(&maker, name_of(&v, ZONE_T_ROOMS, row->room));
		table_put(&maker, row->students == ZONE_UNSET
					  ? STR("")
					  : arena_printf(request->arena, "%d", row->students));
		table_put(&maker,
			  name_of(&v, ZONE_T_BLOCKS, zone_block_of(v.zone, i, ZONE_NONE, NULL)));
		table_put(&maker, row->program);
	}
	return draw_table(&v, response, "Classes", &maker);
}

bool school_teams_page(struct http_request *request, struct http_response *response,
		       struct err *err)
{
	static const char *const heads[] = {"Team", "Kind", "Members", "Partners", NULL};
	struct table_maker maker;
	struct school_visit v;

	if (!school_begin(request, &v, err))
		return false;
	table_make(&maker, request, "Teams of this school", heads);
	for (size_t i = 0; i < v.zone->teams.n; i++) {
		const struct zone_team *team = &v.zone->teams.at[i];
		struct text members[2];

		if (team->school != v.school)
			continue;
		text_init(&members[0], request->arena);
		text_init(&members[1], request->arena);
		for (size_t k = 0; k < v.zone->members.n; k++) {
			const struct zone_member *member = &v.zone->members.at[k];
			struct text *text = &members[member->partner ? 1 : 0];

			if (member->team == i)
				text_printf(text, "%s%.*s%s", text->len > 0 ? ", " : "",
					    STR_ARG(v.zone->people.at[member->person].name),
					    member->leads ? " (leads)" : "");
		}
		table_put(&maker, team->name);
		table_put(&maker,
			  words(request->arena, zone_word_of(&zone_team_kinds, (int)team->kind)));
		table_put(&maker, text_str(&members[0]));
		table_put(&maker, text_str(&members[1]));
	}
	return draw_table(&v, response, "Teams", &maker);
}

/* ---- Rules ---- */

static struct badge strength_badge(const struct school_visit *v, enum zone_strength strength)
{
	switch (strength) {
	case ZONE_MUST:
		return (struct badge){BADGE_INFO, school_say(v->request, "must")};
	case ZONE_STRONG:
		return (struct badge){BADGE_PLAIN, school_say(v->request, "strong")};
	case ZONE_NICE:
		break;
	}
	return (struct badge){BADGE_PLAIN, school_say(v->request, "nice")};
}

bool school_rules_page(struct http_request *request, struct http_response *response,
		       struct err *err)
{
	static const char *const heads[] = {"Rule", "Source", "Commitment", "Note", NULL};
	struct table_maker maker;
	struct school_visit v;

	if (!school_begin(request, &v, err))
		return false;
	table_make(&maker, request, "Rules that hold here, with their sources", heads);
	for (uint32_t i = 0; i < v.zone->rules.n; i++) {
		const struct zone_rule *row = &v.zone->rules.at[i];
		struct table_cell *cell;

		if (!zone_applies(row->schools, v.school))
			continue;
		table_put(&maker, zone_rule_sentence(request->arena, v.zone, i))
			->badge = strength_badge(&v, row->strength);
		cell = table_put(&maker, row->source);
		cell->url = row->link;
		if (row->example)
			cell->badge = (struct badge){BADGE_WARN,
						     school_say(request, "an example to check")};
		table_put(&maker, row->commitment == ZONE_NONE
					  ? STR("")
					  : v.zone->commitments.at[row->commitment].text);
		table_put(&maker, row->note);
	}
	return draw_table(&v, response, "Rules", &maker);
}
