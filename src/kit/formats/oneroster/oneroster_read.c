#include "kit/formats/oneroster/oneroster.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/map.h"
#include "base/text.h"
#include "base/vec.h"

#include <stdarg.h>
#include <stdio.h>

enum { MAX_COLUMNS = 12 };

/* The columns that are wanted of a file, in the order of enum c_...; required ones first. */
struct shape {
	size_t n, n_required;
	const char *column[MAX_COLUMNS];
};

static const struct shape shapes[ROSTER_N_FILES] = {
	[ROSTER_MANIFEST] = {2, 2, {"propertyName", "value"}},
	[ROSTER_SESSIONS] = {6,
			     5,
			     {"sourcedId", "title", "type", "startDate", "endDate", "status"}},
	[ROSTER_ORGS] = {5, 3, {"sourcedId", "name", "type", "identifier", "status"}},
	[ROSTER_COURSES] = {5, 3, {"sourcedId", "title", "orgSourcedId", "courseCode", "status"}},
	[ROSTER_CLASSES] = {12,
			    6,
			    {"sourcedId", "title", "courseSourcedId", "classType",
			     "schoolSourcedId", "termSourcedIds", "grades", "classCode", "location",
			     "subjects", "periods", "status"}},
	[ROSTER_USERS] = {9,
			  4,
			  {"sourcedId", "enabledUser", "givenName", "familyName", "email",
			   "identifier", "role", "orgSourcedIds", "status"}},
	[ROSTER_ROLES] = {6,
			  5,
			  {"sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId",
			   "status"}},
	[ROSTER_ENROLLMENTS] = {6,
				4,
				{"sourcedId", "classSourcedId", "userSourcedId", "role", "primary",
				 "status"}},
};

struct reader {
	struct arena *arena;
	struct roster *roster;
	const struct roster_files *files;
	struct map classes;  /* id -> index */
	struct map staff;    /* id -> index */
	struct map students; /* ids, until the end of the reading */
	struct map in_role;  /* ids of users with a role of staff */
	/* The row being read. */
	enum roster_file file;
	unsigned line;
	struct str cell[MAX_COLUMNS];
};

static void complain(struct reader *r, bool is_warning, size_t column, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

static void complain(struct reader *r, bool is_warning, size_t column, const char *format, ...)
{
	char words[200];
	va_list list;

	va_start(list, format);
	(void)vsnprintf(words, sizeof words, format, list);
	va_end(list);
	if (!is_warning)
		r->roster->n_errors++;
	if (r->roster->problems.n >= ROSTER_MAX_PROBLEMS)
		return;
	*vec_push(r->arena, &r->roster->problems) = (struct roster_problem){
		.is_warning = is_warning,
		.file = r->file,
		.line = r->line,
		.column = column < MAX_COLUMNS ? str_from(shapes[r->file].column[column]) : STR(""),
		.text = arena_str(r->arena, str_utf8_cut(str_from(words), 190)),
	};
}

/* ---- Rows of a file ---- */

static bool read_head(struct reader *r, const struct csv_record *record, int place[CSV_MAX_FIELDS])
{
	const struct shape *shape = &shapes[r->file];
	bool seen[MAX_COLUMNS] = {false}, ok = true;

	/* A row may have more fields than the head: those have no place. */
	for (size_t f = 0; f < CSV_MAX_FIELDS; f++)
		place[f] = -1;
	for (size_t f = 0; f < record->n; f++) {
		for (size_t c = 0; c < shape->n; c++) {
			if (!seen[c] &&
			    str_eq_nocase(str_trim(record->field[f]), str_from(shape->column[c]))) {
				place[f] = (int)c;
				seen[c] = true;
			}
		}
	}
	for (size_t c = 0; c < shape->n_required; c++) {
		if (seen[c])
			continue;
		complain(r, false, c, "The column is missing.");
		ok = false;
	}
	return ok;
}

static bool is_deleted(struct reader *r)
{
	struct str status = r->cell[shapes[r->file].n - 1];

	if (r->file == ROSTER_MANIFEST || !str_eq_nocase(status, STR("tobedeleted")))
		return false;
	r->roster->n_deleted++;
	return true;
}

/* Call take() for each row with its wanted cells. */
static void read_file(struct reader *r, enum roster_file file, void (*take)(struct reader *r))
{
	struct csv_record *record = arena_new(r->arena, struct csv_record);
	int place[CSV_MAX_FIELDS];
	bool more = true, has_head = false;
	struct csv csv;

	r->file = file;
	csv_init(&csv, r->files->file[file]);
	while (more) {
		struct err err = {0};

		r->line = csv.next_line;
		if (!csv_next(&csv, r->arena, record, &more, &err)) {
			complain(r, false, MAX_COLUMNS, "%s", err.text);
			return;
		}
		if (!more || (record->n == 1 && record->field[0].len == 0))
			continue;
		if (!has_head) {
			if (!read_head(r, record, place))
				return;
			has_head = true;
			continue;
		}
		for (size_t c = 0; c < MAX_COLUMNS; c++)
			r->cell[c] = STR("");
		for (size_t f = 0; f < record->n; f++) {
			if (place[f] >= 0)
				r->cell[place[f]] = str_trim(record->field[f]);
		}
		if (file != ROSTER_MANIFEST && r->cell[0].len == 0)
			complain(r, false, 0, "The row has no id.");
		else if (!is_deleted(r))
			take(r);
	}
}

/* ---- Each file ---- */

static void take_manifest(struct reader *r)
{
	if (str_eq(r->cell[0], STR("oneroster.version"))) {
		if (!str_starts_with(r->cell[1], STR("1.1")) &&
		    !str_starts_with(r->cell[1], STR("1.2")))
			complain(r, false, 1, "Version \"%.*s\" is not 1.1 or 1.2.",
				 STR_ARG(r->cell[1]));
		else
			r->roster->version = str_slice(r->cell[1], 0, 3);
	}
	if (str_starts_with(r->cell[0], STR("file.")) && str_eq(r->cell[1], STR("delta")))
		complain(r, false, 1,
			 "%.*s is sent as changes (delta); only whole files (bulk) can be read.",
			 STR_ARG(r->cell[0]));
}

static void take_session(struct reader *r)
{
	struct roster_session session = {.id = r->cell[0], .title = r->cell[1], .type = r->cell[2]};
	struct err err = {0};

	for (int i = 0; i < 2; i++) {
		if (!date_parse(r->cell[3 + i], i == 0 ? &session.start : &session.end, &err)) {
			complain(r, false, (size_t)(3 + i), "\"%.*s\" is no date.",
				 STR_ARG(r->cell[3 + i]));
			return;
		}
	}
	if (session.end < session.start)
		complain(r, false, 4, "The session ends before it begins.");
	else
		*vec_push(r->arena, &r->roster->sessions) = session;
}

static void take_org(struct reader *r)
{
	*vec_push(r->arena, &r->roster->orgs) = (struct roster_org){
		.id = r->cell[0], .name = r->cell[1], .type = r->cell[2], .identifier = r->cell[3]};
}

static void take_course(struct reader *r)
{
	*vec_push(r->arena, &r->roster->courses) = (struct roster_course){
		.id = r->cell[0], .title = r->cell[1], .org = r->cell[2], .code = r->cell[3]};
}

static void take_class(struct reader *r)
{
	struct roster_class class = {
		.id = r->cell[0],
		.title = r->cell[1],
		.course = r->cell[2],
		.homeroom = str_eq_nocase(r->cell[3], STR("homeroom")),
		.school = r->cell[4],
		.terms = r->cell[5],
		.grades = r->cell[6],
		.code = r->cell[7],
		.location = r->cell[8],
		.subjects = r->cell[9],
		.periods = r->cell[10],
	};

	if (!class.homeroom && !str_eq_nocase(r->cell[3], STR("scheduled")))
		complain(r, true, 3,
			 "\"%.*s\" is neither homeroom nor scheduled; read as scheduled.",
			 STR_ARG(r->cell[3]));
	map_add(&r->classes, class.id, NULL)->value.number = (int64_t)r->roster->classes.n;
	*vec_push(r->arena, &r->roster->classes) = class;
}

static bool is_student(struct str role)
{
	return str_eq_nocase(role, STR("student"));
}

/* Parents and guardians are neither counted nor kept. */
static bool is_family(struct str role)
{
	return str_eq_nocase(role, STR("parent")) || str_eq_nocase(role, STR("guardian")) ||
	       str_eq_nocase(role, STR("relative"));
}

static void add_role(struct reader *r, struct roster_role role)
{
	if (is_student(role.role)) {
		map_add(&r->students, role.user, NULL);
		return;
	}
	if (is_family(role.role))
		return;
	map_add(&r->in_role, role.user, NULL);
	*vec_push(r->arena, &r->roster->roles) = role;
}

/* 1.2: roles come first, so that no name of a student is ever kept. */
static void take_role(struct reader *r)
{
	add_role(r, (struct roster_role){.user = r->cell[1],
					 .role = r->cell[3],
					 .org = r->cell[4],
					 .primary = str_eq_nocase(r->cell[2], STR("primary"))});
}

static void take_user(struct reader *r)
{
	struct str role = r->cell[6], orgs = r->cell[7], org;

	if (role.len > 0) {
		while (str_split(&orgs, ',', &org))
			add_role(r, (struct roster_role){.user = r->cell[0],
							 .role = role,
							 .org = str_trim(org),
							 .primary = true});
	}
	if (map_find(&r->students, r->cell[0]) != NULL || map_find(&r->in_role, r->cell[0]) == NULL)
		return;
	if (r->cell[1].len > 0 && !str_eq_nocase(r->cell[1], STR("true")) &&
	    !str_eq_nocase(r->cell[1], STR("false")))
		complain(r, true, 1, "\"%.*s\" is neither true nor false; read as true.",
			 STR_ARG(r->cell[1]));
	map_add(&r->staff, r->cell[0], NULL)->value.number = (int64_t)r->roster->staff.n;
	*vec_push(r->arena, &r->roster->staff) = (struct roster_user){
		.id = r->cell[0],
		.enabled = !str_eq_nocase(r->cell[1], STR("false")),
		.given = r->cell[2],
		.family = r->cell[3],
		.email = r->cell[4],
		.identifier = r->cell[5],
	};
}

/* Roles of enrollments in 1.1 and 1.2. */
static bool is_enrollment_role(struct str role)
{
	static const char *const roles[] = {"administrator", "aide",     "guardian", "parent",
					    "proctor",       "relative", "student",  "teacher"};

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		if (str_eq_nocase(role, str_from(roles[i])))
			return true;
	}
	return false;
}

static void take_enrollment(struct reader *r)
{
	const struct map_entry *entry = map_find(&r->classes, r->cell[1]);
	struct roster_class *class;

	if (entry == NULL) {
		complain(r, true, 1, "The class \"%.*s\" is not in classes.csv.",
			 STR_ARG(r->cell[1]));
		return;
	}
	class = &r->roster->classes.at[entry->value.number];
	if (is_student(r->cell[3])) {
		class->students += map_find(&r->students, r->cell[2]) != NULL;
		return;
	}
	if (!is_enrollment_role(r->cell[3]))
		complain(r, true, 3, "\"%.*s\" is no role of an enrollment; the row is left out.",
			 STR_ARG(r->cell[3]));
	if (!str_eq_nocase(r->cell[3], STR("teacher")))
		return;
	if (map_find(&r->staff, r->cell[2]) == NULL)
		complain(r, true, 2, "The teacher \"%.*s\" is not in users.csv.",
			 STR_ARG(r->cell[2]));
	else if (class->teacher.len == 0 || str_eq_nocase(r->cell[4], STR("true")))
		class->teacher = r->cell[2];
}

bool roster_read(struct arena *arena, const struct roster_files *files, struct roster *ret,
		 struct err *err)
{
	static const enum roster_file needed[] = {ROSTER_ORGS, ROSTER_CLASSES, ROSTER_USERS,
						  ROSTER_ENROLLMENTS};
	struct reader *r = arena_new(arena, struct reader);

	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
		if (files->file[needed[i]].ptr == NULL)
			return err_set(err, ERR_INVALID, "The roster has no %s.",
				       roster_file_name(needed[i]));
	}
	*ret = (struct roster){.version = files->file[ROSTER_ROLES].ptr == NULL ? STR("1.1")
										: STR("1.2")};
	r->arena = arena;
	r->roster = ret;
	r->files = files;
	map_init(&r->classes, arena);
	map_init(&r->staff, arena);
	map_init(&r->students, arena);
	map_init(&r->in_role, arena);
	read_file(r, ROSTER_MANIFEST, take_manifest);
	read_file(r, ROSTER_SESSIONS, take_session);
	read_file(r, ROSTER_ORGS, take_org);
	read_file(r, ROSTER_COURSES, take_course);
	read_file(r, ROSTER_CLASSES, take_class);
	read_file(r, ROSTER_ROLES, take_role);
	read_file(r, ROSTER_USERS, take_user);
	ret->n_students = r->students.n;
	read_file(r, ROSTER_ENROLLMENTS, take_enrollment);
	return true;
}

struct str roster_problem_text(struct arena *arena, const struct roster_problem *problem)
{
	return arena_printf(arena, "%s, line %u%s%.*s: %s%.*s", roster_file_name(problem->file),
			    problem->line, problem->column.len > 0 ? ", " : "",
			    STR_ARG(problem->column), problem->is_warning ? "warning: " : "",
			    STR_ARG(problem->text));
}
