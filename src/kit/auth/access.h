/* access: who may do what, where, and whose words they may read.
 *
 * This is the one place that decides. Three questions, in this order:
 *
 * 1. May this person use this page? A route names a permission ("week.edit")
 *    and a scope:
 *
 *	"self"    everyone who has signed in: the page shows their own things
 *	"any"     holds the permission somewhere; the page lists only what
 *	          access_schools() gives
 *	"school"  holds it at the school of the path's {school}, or zone-wide
 *	"zone"    holds it for the whole zone
 *
 *    A permission comes with a role, and a role is held at one school or, with
 *    school 0, in the whole zone. Nobody has a permission without a role.
 *
 * 2. May this person read this record? What is entered for learning carries a
 *    space, and no role opens a space that is not meant for it:
 *
 *	private   its owner, and the one other person named on it (coach and teacher)
 *	team      its owner and the members of its team
 *	school    its owner and those with "learning.school" at the school
 *	zone      its owner and those with "learning.zone" anywhere in the zone
 *	research  its owner and those with "research.read" (consented, without names)
 *
 *    Leaders see that a coaching cycle took place ("learning.facts"), never
 *    what was said; administrators look after the program and see neither.
 *
 * 3. Which rows may this query give? Every query on such records takes its
 *    WHERE from ACCESS_WHERE below; a test reads the sources for queries that
 *    do not.
 *
 * All functions are pure; a struct access_user is made once for each request.
 */
#ifndef WEFT_KIT_AUTH_ACCESS_H
#define WEFT_KIT_AUTH_ACCESS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum access_role {
	ACCESS_TEACHER,
	ACCESS_COACH,
	ACCESS_PRINCIPAL,
	ACCESS_LEADERSHIP_TEAM,
	ACCESS_SPECIALIST,
	ACCESS_SUBSTITUTE_DESK,
	ACCESS_DISTRICT_LEADER,
	ACCESS_RESEARCHER,
	ACCESS_ADMINISTRATOR,
	ACCESS_N_ROLES
};

/* The words of the route tables stand in access.c, in this order. */
enum access_permission {
	ACCESS_SELF,             /* "self": own account, own week, own tasks */
	ACCESS_SCHOOL_READ,      /* "school.read": staff, classes, rooms, calendar, rules */
	ACCESS_SCHOOL_EDIT,      /* "school.edit" */
	ACCESS_RULE_EDIT,        /* "rule.edit": rules of law and contract */
	ACCESS_VISION_READ,      /* "vision.read" */
	ACCESS_VISION_EDIT,      /* "vision.edit" */
	ACCESS_WEEK_READ,        /* "week.read" */
	ACCESS_WEEK_PROPOSE,     /* "week.propose": suggest a trade */
	ACCESS_WEEK_EDIT,        /* "week.edit": place, lock, solve */
	ACCESS_WEEK_ADOPT,       /* "week.adopt": make a plan the plan */
	ACCESS_YEAR_READ,        /* "year.read": labs and release days */
	ACCESS_YEAR_EDIT,        /* "year.edit" */
	ACCESS_COVER_READ,       /* "cover.read" */
	ACCESS_COVER_EDIT,       /* "cover.edit": assign substitutes, today's changes */
	ACCESS_ABSENCE_ENTER,    /* "absence.enter": one's own */
	ACCESS_LEARNING_WRITE,   /* "learning.write": run sheets, time-outs, commitments */
	ACCESS_LEARNING_SCHOOL,  /* "learning.school": read what a school shares */
	ACCESS_LEARNING_ZONE,    /* "learning.zone": read what is shared with the zone */
	ACCESS_LEARNING_FACTS,   /* "learning.facts": that it took place, for how long */
	ACCESS_COACHING_WRITE,   /* "coaching.write": cycles one takes part in */
	ACCESS_MONEY_READ,       /* "money.read" */
	ACCESS_MONEY_EDIT,       /* "money.edit" */
	ACCESS_HIRING_READ,      /* "hiring.read" */
	ACCESS_HIRING_EDIT,      /* "hiring.edit" */
	ACCESS_EVIDENCE_COLLECT, /* "evidence.collect" */
	ACCESS_EVIDENCE_READ,    /* "evidence.read": groups above the threshold only */
	ACCESS_NETWORK_READ,     /* "network.read": schools side by side on time and structure */
	ACCESS_RESEARCH_READ,    /* "research.read": the research space */
	ACCESS_RESEARCH_EXPORT,  /* "research.export" */
	ACCESS_ZONE_EXPORT,      /* "zone.export": the folder of CSV files */
	ACCESS_ZONE_IMPORT,      /* "zone.import" */
	ACCESS_JOB_RUN,          /* "job.run": start and stop background plans */
	ACCESS_JOB_MANAGE,       /* "job.manage": see, stop and retry every job of the zone */
	ACCESS_ACCOUNT_MANAGE,   /* "account.manage": invite, grant roles, disable */
	ACCESS_AUDIT_READ,       /* "audit.read" */
	ACCESS_SYSTEM_READ,      /* "system.read" */
	ACCESS_SETTING_EDIT,     /* "setting.edit" */
	ACCESS_N_PERMISSIONS
};

enum access_scope { ACCESS_SCOPE_SELF, ACCESS_SCOPE_ANY, ACCESS_SCOPE_SCHOOL, ACCESS_SCOPE_ZONE };

/* The numbers stand in the column "space" of a table: never renumber. */
enum access_space {
	ACCESS_PRIVATE = 0,
	ACCESS_TEAM = 1,
	ACCESS_SCHOOL = 2,
	ACCESS_ZONE = 3,
	ACCESS_RESEARCH = 4,
	ACCESS_N_SPACES
};

struct access_grant {
	enum access_role role;
	int64_t school_id; /* 0: the whole zone */
};

/* Somebody who has signed in. */
struct access_user {
	int64_t zone_id;
	int64_t account_id;
	int64_t person_id; /* who they are in the school; 0: nobody (a technician) */
	const struct access_grant *grant;
	size_t n_grants;
	const int64_t *team; /* teams they belong to today */
	size_t n_teams;
};

/* ---- words ---- */

const char *access_permission_word(enum access_permission permission);
bool access_permission_find(struct str word, enum access_permission *ret);
bool access_scope_find(struct str word, enum access_scope *ret);

const char *access_role_word(enum access_role role);    /* "district-leader", for commands */
const char *access_role_name(enum access_role role);    /* "District leader" */
const char *access_role_summary(enum access_role role); /* what it is for, one sentence */
bool access_role_find(struct str word, enum access_role *ret);
/* "school", "zone" or "either": where the role can be held. */
const char *access_role_place(enum access_role role);

const char *access_space_name(enum access_space space);

/* ---- may they? ---- */

bool access_role_has(enum access_role role, enum access_permission permission);
bool access_may(const struct access_user *user, enum access_permission permission);
bool access_may_at(const struct access_user *user, enum access_permission permission,
		   int64_t school_id);
bool access_may_zone(const struct access_user *user, enum access_permission permission);

/* The question of a route: school_id counts for ACCESS_SCOPE_SCHOOL only. */
bool access_may_use(const struct access_user *user, enum access_permission permission,
		    enum access_scope scope, int64_t school_id);

/* The schools where they hold a permission, in ascending order. *ret_all: every school of the
 * zone, then no list is given. */
void access_schools(const struct access_user *user, enum access_permission permission,
		    struct arena *arena, bool *ret_all, const int64_t **ret, size_t *ret_n);

/* May a grant be given or taken by this user? Only with "account.manage" where the grant holds;
 * nobody changes their own. The error says why not. */
bool access_may_grant(const struct access_user *user, int64_t account_id,
		      const struct access_grant *grant, struct err *err);

/* Whether reading a page is written into the audit log: those about absences, hiring, learning as
 * leaders may see it, research, the audit log itself, and the account of one person. */
bool access_is_sensitive(enum access_permission permission, struct str pattern);

/* Whether somebody holds a role that evaluates staff at a school (principal, district leader,
 * administrator): such a person cannot be made the second reader of a private record. */
bool access_evaluates(const struct access_user *user, int64_t school_id);

/* ---- records with a space ---- */

/* What the five columns of a record with a space say. */
struct access_record {
	int64_t zone_id, school_id;
	enum access_space space;
	int64_t owner_id;   /* a person */
	int64_t partner_id; /* the one other person of a private record, or 0 */
	int64_t team_id;    /* or 0 */
};

bool access_may_read(const struct access_user *user, const struct access_record *record);

/* Only the owner may change a record or move it to a wider space; the team may write in what is
 * the team's. */
bool access_may_change(const struct access_user *user, const struct access_record *record);

/* The same rule for queries. A table of such records has the columns
 *
 *	zone_id {int} NOT NULL, school_id {int} NOT NULL, space {int} NOT NULL,
 *	owner_id {int} NOT NULL, partner_id {int} NOT NULL, team_id {int} NOT NULL
 *
 * (0 for none), and is read by nothing but
 *
 *	struct access_filter filter = access_filter_for(user, arena);
 *	...
 *	DB_SQL("SELECT n.id, n.text FROM note n"
 *	       " WHERE " ACCESS_WHERE("n")
 *	       "   AND n.cycle_id = $7",
 *	       ACCESS_PARAMS(&filter), db_int(cycle_id))
 *
 * ACCESS_WHERE uses $1 to $6; the query's own parameters begin at $7. Counting
 * passes the same filter: a count of rows one may not read is a way to read
 * them. What leaders may know without reading stands in a table of its own
 * without a space: that it took place, when, how long, which team.
 */
struct access_filter {
	int64_t zone_id;
	int64_t person_id;  /* -1 where the user is nobody in the school */
	struct str teams;   /* ",12,15," */
	struct str schools; /* of "learning.school": ",3," or "*" */
	int64_t zone;       /* 1: has "learning.zone" */
	int64_t research;   /* 1: has "research.read" */
};

struct access_filter access_filter_for(const struct access_user *user, struct arena *arena);

#define ACCESS_WHERE(t)                                                                        \
	t ".zone_id = $1 AND (" t ".owner_id = $2"                                             \
	  " OR (" t ".space = 0 AND " t ".partner_id = $2)"                                    \
	  " OR (" t ".space = 1 AND CAST($3 AS TEXT) LIKE '%,' || CAST(" t                     \
	  ".team_id AS TEXT) || ',%')"                                                         \
	  " OR (" t ".space = 2 AND (CAST($4 AS TEXT) = '*' OR CAST($4 AS TEXT) LIKE '%,' || " \
	  "CAST(" t ".school_id AS TEXT) || ',%'))"                                            \
	  " OR (" t ".space = 3 AND CAST($5 AS BIGINT) = 1)"                                   \
	  " OR (" t ".space = 4 AND CAST($6 AS BIGINT) = 1))"

#define ACCESS_PARAMS(filter)                                                             \
	db_int((filter)->zone_id), db_int((filter)->person_id), db_text((filter)->teams), \
		db_text((filter)->schools), db_int((filter)->zone), db_int((filter)->research)

/* For tables without a space that belong to a school (weeks, labs, cover):
 *
 *	struct access_places places = access_places_for(user, ACCESS_WEEK_READ, arena);
 *	DB_SQL("SELECT ... FROM plan p WHERE " ACCESS_PLACES_WHERE("p") " AND p.id = $3",
 *	       ACCESS_PLACES_PARAMS(&places), db_int(id))
 */
struct access_places {
	int64_t zone_id;
	struct str schools; /* ",3,7," or "*" */
};

struct access_places access_places_for(const struct access_user *user,
				       enum access_permission permission, struct arena *arena);

#define ACCESS_PLACES_WHERE(t)                                                                 \
	t ".zone_id = $1 AND (CAST($2 AS TEXT) = '*' OR CAST($2 AS TEXT) LIKE '%,' || CAST(" t \
	  ".school_id AS TEXT) || ',%')"

#define ACCESS_PLACES_PARAMS(places) db_int((places)->zone_id), db_text((places)->schools)

#endif
