/* oneroster: read rosters in the CSV form of OneRoster 1.1 and 1.2.
 *
 * A roster is a folder or a ZIP file with manifest.csv and the files it names. Taken are
 * academicSessions, orgs, courses, classes, users, roles and enrollments, in bulk mode. What is
 * special about them: columns come in the order of the standard, but are found by name; lists are
 * separated by commas inside one field; 1.1 keeps a user's one role in users.csv, 1.2 in roles.csv;
 * words of others' own begin with "ext:".
 *
 * Students are counted and forgotten: of a user who is a student not even the id leaves this
 * module, and the columns password, sms, phone and demographics are never looked at.
 *
 * Distrusted: a ZIP file may hold no folders, links, encrypted or doubled entries, no more entries
 * than the standard has files (with some to spare), and nothing that unpacks to more than the
 * limits.
 */
#ifndef WEFT_KIT_FORMATS_ONEROSTER_ONEROSTER_H
#define WEFT_KIT_FORMATS_ONEROSTER_ONEROSTER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	ROSTER_MAX_ENTRIES = 64,
	ROSTER_MAX_FILE_BYTES = 64 << 20,
	ROSTER_MAX_TOTAL_BYTES = 256 << 20,
	ROSTER_MAX_RATIO = 200, /* unpacked to packed, beyond the first megabyte */
	ROSTER_MAX_PROBLEMS = 500,
};

enum roster_file {
	ROSTER_MANIFEST,
	ROSTER_SESSIONS,
	ROSTER_ORGS,
	ROSTER_COURSES,
	ROSTER_CLASSES,
	ROSTER_USERS,
	ROSTER_ROLES,
	ROSTER_ENROLLMENTS,
};
enum { ROSTER_N_FILES = ROSTER_ENROLLMENTS + 1 };

const char *roster_file_name(enum roster_file file); /* "academicSessions.csv" */

/* The files' text; ptr NULL: not there. */
struct roster_files {
	struct str file[ROSTER_N_FILES];
};

/* Take the files out of a folder or a ZIP file. ERR_INVALID for a ZIP file that breaks a limit. */
bool roster_open(struct arena *arena, const char *path, struct roster_files *ret, struct err *err);

/* The same from the bytes of a ZIP file (an upload). */
bool roster_unzip(struct arena *arena, struct str bytes, struct roster_files *ret, struct err *err);

struct roster_session {
	struct str id, title, type; /* "term", "semester", "gradingPeriod", "schoolYear" */
	int32_t start, end;         /* dates, both inside */
};

struct roster_org {
	struct str id, name, type, identifier; /* "school", "district" ... */
};

struct roster_course {
	struct str id, title, code, org;
};

struct roster_class {
	struct str id, title, grades, course, code, location, school, terms, subjects, periods;
	bool homeroom;
	size_t students;    /* counted */
	struct str teacher; /* id of the (first primary) teacher, or "" */
};

/* Somebody who works there. */
struct roster_user {
	struct str id, given, family, email, identifier;
	bool enabled;
};

struct roster_role {
	struct str user, role, org;
	bool primary;
};

struct roster_problem {
	bool is_warning;
	enum roster_file file;
	unsigned line;
	struct str column, text;
};

#define ROSTER_ROWS(type)      \
	struct {               \
		type *at;      \
		size_t n, cap; \
	}

struct roster {
	struct str version; /* "1.1" or "1.2" */
	ROSTER_ROWS(struct roster_session) sessions;
	ROSTER_ROWS(struct roster_org) orgs;
	ROSTER_ROWS(struct roster_course) courses;
	ROSTER_ROWS(struct roster_class) classes;
	ROSTER_ROWS(struct roster_user) staff;
	ROSTER_ROWS(struct roster_role) roles; /* of staff only */
	size_t n_students;                     /* active users who are students */
	size_t n_deleted;                      /* rows marked "tobedeleted" */
	ROSTER_ROWS(struct roster_problem) problems;
	size_t n_errors;
};

/* Read and check. The roster is set also when there are errors (n_errors), so that a preview can
 * show both; false only when there is nothing to show. */
bool roster_read(struct arena *arena, const struct roster_files *files, struct roster *ret,
		 struct err *err);

/* "classes.csv, line 7, location: ..." */
struct str roster_problem_text(struct arena *arena, const struct roster_problem *problem);

#endif
