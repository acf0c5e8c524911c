#include "parts/school/zone_roster.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/map.h"
#include "base/text.h"
#include "base/vec.h"
#include "parts/school/zone_cell.h"
#include "parts/school/zone_sheet.h"
#include "parts/school/zone_table.h"

#include <ctype.h>
#include <string.h>

struct merger {
	struct arena *arena;
	const struct roster *roster;
	struct zone_roster_report *report;
	struct zone_sheet schools, terms, people, assignments, sections, grades, rooms;
	struct map school_of_org;  /* org id -> code as ptr to struct str */
	struct map person_of_user; /* user id -> code */
	struct map words;          /* word of the roster -> word of the zone */
	struct map noted;
	size_t n_unsized;   /* classes without students in a roster that has some */
	struct str unsized; /* the first of them */
};

/* A note once, however often it is true. */
static void note(struct merger *m, struct str text)
{
	struct zone_roster_report *r = m->report;
	bool added;

	map_add(&m->noted, text, &added);
	if (!added)
		return;
	vec_reserve(m->arena, (void **)&r->notes, &r->cap_notes, r->n_notes + 1, sizeof *r->notes);
	r->notes[r->n_notes++] = text;
}

/* What may stand as a code: other characters become "-". */
static struct str code_from(struct arena *arena, struct str s)
{
	struct str code = arena_str(arena,
				    str_slice(s, 0, s.len < ZONE_MAX_CODE ? s.len : ZONE_MAX_CODE));
	char *at = arena_array(arena, char, code.len + 1);

	for (size_t i = 0; i < code.len; i++) {
		unsigned char c = (unsigned char)code.ptr[i];

		at[i] = isalnum(c) || c == '-' || c == '_' || c == '.' ? (char)c : '-';
	}
	return (struct str){at, code.len};
}

static void remember(struct merger *m, struct map *map, struct str id, struct str code)
{
	struct str *copy = arena_new(m->arena, struct str);

	*copy = code;
	map_add(map, id, NULL)->value.ptr = copy;
}

static struct str recall(const struct map *map, struct str id)
{
	const struct map_entry *entry = map_find(map, id);

	return entry == NULL ? STR("") : *(const struct str *)entry->value.ptr;
}

static void set(const struct zone_sheet *sheet, struct str *row, const char *column,
		struct str value)
{
	row[zone_sheet_column(sheet, column)] = value;
}

static struct str get(const struct zone_sheet *sheet, const struct str *row, const char *column)
{
	return row[zone_sheet_column(sheet, column)];
}

/* ---- Schools, terms, people ---- */

static void merge_schools(struct merger *m)
{
	for (size_t i = 0; i < m->roster->orgs.n; i++) {
		const struct roster_org *org = &m->roster->orgs.at[i];
		struct str code = code_from(m->arena,
					    org->identifier.len > 0 ? org->identifier : org->id);
		struct str *row;

		if (!str_eq_nocase(org->type, STR("school"))) {
			remember(m, &m->school_of_org, org->id, STR(""));
			continue;
		}
		row = zone_sheet_find(&m->schools, zone_sheet_column(&m->schools, "code"), code);
		if (row == NULL)
			row = zone_sheet_find(&m->schools, zone_sheet_column(&m->schools, "name"),
					      org->name);
		if (row == NULL) {
			row = zone_sheet_add(&m->schools);
			set(&m->schools, row, "code", code);
			set(&m->schools, row, "title1", STR("no"));
		}
		set(&m->schools, row, "name", org->name);
		remember(m, &m->school_of_org, org->id, get(&m->schools, row, "code"));
		m->report->n_schools++;
	}
}

static void merge_terms(struct merger *m)
{
	for (size_t i = 0; i < m->roster->sessions.n; i++) {
		const struct roster_session *session = &m->roster->sessions.at[i];
		struct str code = code_from(m->arena, session->id);
		struct str *row = zone_sheet_find(&m->terms, zone_sheet_column(&m->terms, "code"),
						  code);

		/* The year itself stands in zone.csv. */
		if (str_eq_nocase(session->type, STR("schoolYear")))
			continue;
		if (row == NULL)
			row = zone_sheet_find(&m->terms, zone_sheet_column(&m->terms, "name"),
					      session->title);
		if (row == NULL) {
			row = zone_sheet_add(&m->terms);
			set(&m->terms, row, "code", code);
		}
		set(&m->terms, row, "name", session->title);
		set(&m->terms, row, "from", date_text(m->arena, session->start));
		set(&m->terms, row, "to", date_text(m->arena, session->end));
		m->report->n_terms++;
	}
}

static struct str *find_person(const struct merger *m, const struct roster_user *user,
			       struct str code)
{
	struct str *row = zone_sheet_find(&m->people, zone_sheet_column(&m->people, "code"), code);

	if (row == NULL && user->email.len > 0)
		row = zone_sheet_find(&m->people, zone_sheet_column(&m->people, "email"),
				      user->email);
	return row;
}

static void merge_people(struct merger *m)
{
	for (size_t i = 0; i < m->roster->staff.n; i++) {
		const struct roster_user *user = &m->roster->staff.at[i];
		struct str code = code_from(m->arena,
					    user->identifier.len > 0 ? user->identifier : user->id);
		struct str *row = find_person(m, user, code);

		if (!user->enabled)
			continue;
		if (row == NULL) {
			row = zone_sheet_add(&m->people);
			set(&m->people, row, "code", code);
			set(&m->people, row, "status", STR("active"));
		}
		set(&m->people, row, "name",
		    arena_printf(m->arena, "%.*s %.*s", STR_ARG(user->given),
				 STR_ARG(user->family)));
		if (user->email.len > 0)
			set(&m->people, row, "email", user->email);
		remember(m, &m->person_of_user, user->id, get(&m->people, row, "code"));
		m->report->n_people++;
	}
}

/* ---- Roles ---- */

static const struct {
	const char *roster, *zone;
} usual_roles[] = {{"teacher", "teacher"},
		   {"aide", "para"},
		   {"counselor", "counselor"},
		   {"principal", "principal"},
		   {"siteAdministrator", "assistant_principal"},
		   {"administrator", "assistant_principal"},
		   {"districtAdministrator", ""},
		   {"systemAdministrator", ""},
		   {"proctor", ""}};

static bool learn_words(struct merger *m, struct str roles, struct err *err)
{
	struct str pair;

	for (size_t i = 0; i < sizeof usual_roles / sizeof *usual_roles; i++)
		remember(m, &m->words, str_from(usual_roles[i].roster),
			 str_from(usual_roles[i].zone));
	while (zone_list_next(&roles, &pair)) {
		size_t at = 0;
		bool known = false;

		if (!str_find_char(pair, '=', &at))
			return err_set(err, ERR_INVALID,
				       "\"%.*s\" is no pair like ext:coach=coach.", STR_ARG(pair));
		for (size_t i = 0; i < zone_roles.n; i++)
			known = known || str_eq(str_slice(pair, at + 1, pair.len),
						str_from(zone_roles.at[i]));
		if (!known)
			return err_set(err, ERR_INVALID, "\"%.*s\" is no role of a zone.",
				       STR_ARG(str_slice(pair, at + 1, pair.len)));
		remember(m, &m->words, str_slice(pair, 0, at), str_slice(pair, at + 1, pair.len));
	}
	return true;
}

static bool works_there(const struct merger *m, struct str person, struct str school)
{
	size_t p = zone_sheet_column(&m->assignments, "person");
	size_t s = zone_sheet_column(&m->assignments, "school");

	for (size_t i = 0; i < m->assignments.n; i++) {
		if (str_eq(m->assignments.at[i][p], person) &&
		    str_eq(m->assignments.at[i][s], school))
			return true;
	}
	return false;
}

static void merge_roles(struct merger *m)
{
	for (size_t i = 0; i < m->roster->roles.n; i++) {
		const struct roster_role *role = &m->roster->roles.at[i];
		struct str person = recall(&m->person_of_user, role->user);
		struct str school = recall(&m->school_of_org, role->org);
		struct str word = recall(&m->words, role->role), *row;

		if (map_find(&m->words, role->role) == NULL) {
			note(m, arena_printf(m->arena,
					     "The role \"%.*s\" is not known: say what it is with "
					     "--roles \"%.*s=coach\", or it is left out.",
					     STR_ARG(role->role), STR_ARG(role->role)));
			continue;
		}
		if (map_find(&m->school_of_org, role->org) == NULL)
			note(m,
			     arena_printf(m->arena,
					  "Roles at \"%.*s\" are left out: it is not in orgs.csv.",
					  STR_ARG(role->org)));
		if (word.len == 0 || person.len == 0 || school.len == 0 ||
		    works_there(m, person, school))
			continue;
		row = zone_sheet_add(&m->assignments);
		set(&m->assignments, row, "person", person);
		set(&m->assignments, row, "school", school);
		set(&m->assignments, row, "role", word);
		m->report->n_assignments++;
	}
}

/* ---- Classes ---- */

/* "KG" is K, "01" is 1; "" for a grade that the zone does not have. */
static struct str grade_from(const struct merger *m, struct str word)
{
	size_t code = zone_sheet_column(&m->grades, "code");
	struct str *row;

	word = str_trim(word);
	if (str_eq_nocase(word, STR("KG")))
		word = STR("K");
	while (word.len > 1 && word.ptr[0] == '0')
		word = str_slice(word, 1, word.len);
	row = zone_sheet_find(&m->grades, code, word);
	return row == NULL ? STR("") : row[code];
}

static struct str grades_from(struct merger *m, struct str grades)
{
	struct str word;
	struct text text;

	text_init(&text, m->arena);
	while (str_split(&grades, ',', &word)) {
		struct str grade = grade_from(m, word);

		if (grade.len == 0)
			note(m, arena_printf(m->arena, "The grade \"%.*s\" is not in grades.csv.",
					     STR_ARG(word)));
		else
			text_printf(&text, "%s%.*s", text.len > 0 ? ";" : "", STR_ARG(grade));
	}
	return text_str(&text);
}

static struct str room_from(struct merger *m, struct str location, struct str school)
{
	size_t code = zone_sheet_column(&m->rooms, "code");
	size_t name = zone_sheet_column(&m->rooms, "name");
	size_t at = zone_sheet_column(&m->rooms, "school");

	if (location.len == 0)
		return STR("");
	for (size_t i = 0; i < m->rooms.n; i++) {
		const struct str *row = m->rooms.at[i];

		if (str_eq(row[at], school) &&
		    (str_eq_nocase(row[code], location) || str_eq_nocase(row[name], location)))
			return row[code];
	}
	note(m, arena_printf(m->arena, "The room \"%.*s\" of %.*s is not in rooms.csv.",
			     STR_ARG(location), STR_ARG(school)));
	return STR("");
}

static void merge_class(struct merger *m, const struct roster_class *class)
{
	struct str code = code_from(m->arena, class->code.len > 0 ? class->code : class->id);
	struct str school = recall(&m->school_of_org, class->school);
	struct str grades = grades_from(m, class->grades);
	struct str teacher = recall(&m->person_of_user, class->teacher);
	struct str room, *row;

	if (school.len == 0 || grades.len == 0) {
		note(m, arena_printf(m->arena, "The class \"%.*s\" is left out: %s.",
				     STR_ARG(class->title),
				     school.len == 0 ? "its school is not in orgs.csv"
						     : "it has no grade of the zone"));
		return;
	}
	room = room_from(m, class->location, school);
	row = zone_sheet_find(&m->sections, zone_sheet_column(&m->sections, "code"), code);
	if (row == NULL) {
		row = zone_sheet_add(&m->sections);
		set(&m->sections, row, "code", code);
	}
	set(&m->sections, row, "school", school);
	set(&m->sections, row, "grades", grades);
	/* A roster without students, or with those of some classes only, says nothing about the
	 * size of the others. */
	if (class->students > 0)
		set(&m->sections, row, "students", arena_printf(m->arena, "%zu", class->students));
	else if (m->roster->n_students > 0 && m->n_unsized++ == 0)
		m->unsized = class->title;
	if (teacher.len > 0)
		set(&m->sections, row, "teacher", teacher);
	if (room.len > 0)
		set(&m->sections, row, "room", room);
	m->report->n_classes++;
}

bool zone_roster_merge(struct arena *arena, const struct roster *roster, struct str roles,
		       struct zone_files *files, struct zone_roster_report *ret, struct err *err)
{
	struct merger *m = arena_new(arena, struct merger);
	struct zone_sheet *sheets[] = {&m->schools,  &m->terms,  &m->people, &m->assignments,
				       &m->sections, &m->grades, &m->rooms};
	static const enum zone_table tables[] = {ZONE_T_SCHOOLS,     ZONE_T_TERMS,    ZONE_T_PEOPLE,
						 ZONE_T_ASSIGNMENTS, ZONE_T_SECTIONS, ZONE_T_GRADES,
						 ZONE_T_ROOMS};

	*ret = (struct zone_roster_report){0};
	m->arena = arena;
	m->roster = roster;
	m->report = ret;
	map_init(&m->school_of_org, arena);
	map_init(&m->person_of_user, arena);
	map_init(&m->words, arena);
	map_init(&m->noted, arena);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		if (!zone_sheet_read(arena, tables[i], files->file[tables[i]], sheets[i], err))
			return false;
	}
	if (!learn_words(m, roles, err))
		return false;
	merge_schools(m);
	merge_terms(m);
	merge_people(m);
	merge_roles(m);
	for (size_t i = 0; i < roster->classes.n; i++) {
		if (roster->classes.at[i].homeroom)
			merge_class(m, &roster->classes.at[i]);
		else
			ret->n_scheduled++;
	}
	if (m->n_unsized > 0)
		note(m,
		     arena_printf(arena,
				  "Classes without students in the roster keep their sizes: %zu, "
				  "first \"%.*s\".",
				  m->n_unsized, STR_ARG(m->unsized)));
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		files->file[tables[i]] = zone_sheet_text(sheets[i]);
	return true;
}
