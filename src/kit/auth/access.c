#include "kit/auth/access.h"

#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define BIT(permission) (UINT64_C(1) << (permission))

static_assert(ACCESS_N_PERMISSIONS <= 64, "the permissions of a role are one word");

static const char *const permission_word[ACCESS_N_PERMISSIONS] = {
	[ACCESS_SELF] = "self",
	[ACCESS_SCHOOL_READ] = "school.read",
	[ACCESS_SCHOOL_EDIT] = "school.edit",
	[ACCESS_RULE_EDIT] = "rule.edit",
	[ACCESS_VISION_READ] = "vision.read",
	[ACCESS_VISION_EDIT] = "vision.edit",
	[ACCESS_WEEK_READ] = "week.read",
	[ACCESS_WEEK_PROPOSE] = "week.propose",
	[ACCESS_WEEK_EDIT] = "week.edit",
	[ACCESS_WEEK_ADOPT] = "week.adopt",
	[ACCESS_YEAR_READ] = "year.read",
	[ACCESS_YEAR_EDIT] = "year.edit",
	[ACCESS_COVER_READ] = "cover.read",
	[ACCESS_COVER_EDIT] = "cover.edit",
	[ACCESS_ABSENCE_ENTER] = "absence.enter",
	[ACCESS_LEARNING_WRITE] = "learning.write",
	[ACCESS_LEARNING_SCHOOL] = "learning.school",
	[ACCESS_LEARNING_ZONE] = "learning.zone",
	[ACCESS_LEARNING_FACTS] = "learning.facts",
	[ACCESS_COACHING_WRITE] = "coaching.write",
	[ACCESS_MONEY_READ] = "money.read",
	[ACCESS_MONEY_EDIT] = "money.edit",
	[ACCESS_HIRING_READ] = "hiring.read",
	[ACCESS_HIRING_EDIT] = "hiring.edit",
	[ACCESS_EVIDENCE_COLLECT] = "evidence.collect",
	[ACCESS_EVIDENCE_READ] = "evidence.read",
	[ACCESS_NETWORK_READ] = "network.read",
	[ACCESS_RESEARCH_READ] = "research.read",
	[ACCESS_RESEARCH_EXPORT] = "research.export",
	[ACCESS_ZONE_EXPORT] = "zone.export",
	[ACCESS_ZONE_IMPORT] = "zone.import",
	[ACCESS_JOB_RUN] = "job.run",
	[ACCESS_JOB_MANAGE] = "job.manage",
	[ACCESS_ACCOUNT_MANAGE] = "account.manage",
	[ACCESS_AUDIT_READ] = "audit.read",
	[ACCESS_SYSTEM_READ] = "system.read",
	[ACCESS_SETTING_EDIT] = "setting.edit",
};

enum place { AT_SCHOOL = 1, IN_ZONE = 2, EITHER = AT_SCHOOL | IN_ZONE };

struct role {
	const char *word, *name, *summary;
	enum place place;
	bool evaluates;
	uint64_t may; /* BIT() of permissions */
};

/* What everyone who teaches has; specialists, special education, English-learner
 * staff and paraprofessionals are teachers too. */
#define TEACHING                                                                                 \
	(BIT(ACCESS_SELF) | BIT(ACCESS_SCHOOL_READ) | BIT(ACCESS_VISION_READ) |                  \
	 BIT(ACCESS_WEEK_READ) | BIT(ACCESS_WEEK_PROPOSE) | BIT(ACCESS_YEAR_READ) |              \
	 BIT(ACCESS_ABSENCE_ENTER) | BIT(ACCESS_LEARNING_WRITE) | BIT(ACCESS_LEARNING_SCHOOL) |  \
	 BIT(ACCESS_LEARNING_ZONE) | BIT(ACCESS_COACHING_WRITE) | BIT(ACCESS_EVIDENCE_COLLECT) | \
	 BIT(ACCESS_EVIDENCE_READ))

static const struct role roles[ACCESS_N_ROLES] = {
	[ACCESS_TEACHER] =
		{
			.word = "teacher",
			.name = "Teacher",
			.summary = "Sees the school, its week and year; works in their teams; "
				   "proposes changes.",
			.place = AT_SCHOOL,
			.may = TEACHING,
		},
	[ACCESS_COACH] =
		{
			.word = "coach",
			.name = "Coach",
			.summary = "Like a teacher, and plans labs and coaching cycles.",
			.place = EITHER,
			.may = TEACHING | BIT(ACCESS_YEAR_EDIT) | BIT(ACCESS_COVER_READ) |
			       BIT(ACCESS_JOB_RUN),
		},
	[ACCESS_PRINCIPAL] =
		{
			.word = "principal",
			.name = "Principal",
			.summary = "Plans the school: people, rules, week, year, cover and money. "
				   "Sees that "
				   "coaching took place, not what was said.",
			.place = AT_SCHOOL,
			.evaluates = true,
			.may = BIT(ACCESS_SELF) | BIT(ACCESS_SCHOOL_READ) |
			       BIT(ACCESS_SCHOOL_EDIT) | BIT(ACCESS_RULE_EDIT) |
			       BIT(ACCESS_VISION_READ) | BIT(ACCESS_VISION_EDIT) |
			       BIT(ACCESS_WEEK_READ) | BIT(ACCESS_WEEK_PROPOSE) |
			       BIT(ACCESS_WEEK_EDIT) | BIT(ACCESS_WEEK_ADOPT) |
			       BIT(ACCESS_YEAR_READ) | BIT(ACCESS_YEAR_EDIT) |
			       BIT(ACCESS_COVER_READ) | BIT(ACCESS_COVER_EDIT) |
			       BIT(ACCESS_ABSENCE_ENTER) | BIT(ACCESS_LEARNING_WRITE) |
			       BIT(ACCESS_LEARNING_SCHOOL) | BIT(ACCESS_LEARNING_ZONE) |
			       BIT(ACCESS_LEARNING_FACTS) | BIT(ACCESS_MONEY_READ) |
			       BIT(ACCESS_MONEY_EDIT) | BIT(ACCESS_HIRING_READ) |
			       BIT(ACCESS_HIRING_EDIT) | BIT(ACCESS_EVIDENCE_READ) |
			       BIT(ACCESS_NETWORK_READ) | BIT(ACCESS_JOB_RUN),
		},
	[ACCESS_LEADERSHIP_TEAM] =
		{
			.word = "leadership-team",
			.name = "Leadership team",
			.summary = "Like a teacher, and works on the vision, the week and the year "
				   "of the school.",
			.place = AT_SCHOOL,
			.may = TEACHING | BIT(ACCESS_VISION_EDIT) | BIT(ACCESS_WEEK_EDIT) |
			       BIT(ACCESS_YEAR_EDIT) | BIT(ACCESS_MONEY_READ) | BIT(ACCESS_JOB_RUN),
		},
	[ACCESS_SPECIALIST] =
		{
			.word = "specialist",
			.name = "Specialist staff",
			.summary = "Specials, special education, English-learner and support "
				   "staff: teachers too.",
			.place = EITHER,
			.may = TEACHING,
		},
	[ACCESS_SUBSTITUTE_DESK] =
		{
			.word = "substitute-desk",
			.name = "Substitute desk",
			.summary = "Assigns cover for absences and planned release. Sees no "
				   "learning records.",
			.place = EITHER,
			.may = BIT(ACCESS_SELF) | BIT(ACCESS_SCHOOL_READ) | BIT(ACCESS_WEEK_READ) |
			       BIT(ACCESS_YEAR_READ) | BIT(ACCESS_COVER_READ) |
			       BIT(ACCESS_COVER_EDIT) | BIT(ACCESS_JOB_RUN),
		},
	[ACCESS_DISTRICT_LEADER] =
		{
			.word = "district-leader",
			.name = "District leader",
			.summary = "Sees structures, time and money of every school side by "
				   "side, adopts plans for several schools, and sees what is "
				   "shared with the zone.",
			.place = IN_ZONE,
			.evaluates = true,
			.may = BIT(ACCESS_SELF) | BIT(ACCESS_SCHOOL_READ) | BIT(ACCESS_RULE_EDIT) |
			       BIT(ACCESS_VISION_READ) | BIT(ACCESS_WEEK_READ) |
			       BIT(ACCESS_WEEK_ADOPT) | BIT(ACCESS_YEAR_READ) |
			       BIT(ACCESS_COVER_READ) | BIT(ACCESS_LEARNING_ZONE) |
			       BIT(ACCESS_LEARNING_FACTS) | BIT(ACCESS_MONEY_READ) |
			       BIT(ACCESS_MONEY_EDIT) | BIT(ACCESS_HIRING_READ) |
			       BIT(ACCESS_EVIDENCE_READ) | BIT(ACCESS_NETWORK_READ) |
			       BIT(ACCESS_ZONE_EXPORT),
		},
	[ACCESS_RESEARCHER] =
		{
			.word = "researcher",
			.name = "Researcher",
			.summary = "Reads and exports the research space: consented, without "
				   "names. Nothing else.",
			.place = IN_ZONE,
			.may = BIT(ACCESS_SELF) | BIT(ACCESS_RESEARCH_READ) |
			       BIT(ACCESS_RESEARCH_EXPORT),
		},
	[ACCESS_ADMINISTRATOR] =
		{
			.word = "administrator",
			.name = "Administrator",
			.summary = "Looks after accounts, set-up, imports, jobs and the health of "
				   "the program. "
				   "Sees no learning records.",
			.place = EITHER,
			.evaluates = true,
			.may = BIT(ACCESS_SELF) | BIT(ACCESS_SCHOOL_READ) |
			       BIT(ACCESS_SCHOOL_EDIT) | BIT(ACCESS_ZONE_EXPORT) |
			       BIT(ACCESS_ZONE_IMPORT) | BIT(ACCESS_JOB_RUN) |
			       BIT(ACCESS_JOB_MANAGE) | BIT(ACCESS_ACCOUNT_MANAGE) |
			       BIT(ACCESS_AUDIT_READ) | BIT(ACCESS_SYSTEM_READ) |
			       BIT(ACCESS_SETTING_EDIT),
		},
};

const char *access_permission_word(enum access_permission permission)
{
	assert(permission < ACCESS_N_PERMISSIONS);
	return permission_word[permission];
}

/* The number of a word in a list; n: it is not there. */
static unsigned find_word(struct str word, const char *(*word_at)(unsigned i), unsigned n)
{
	unsigned i = 0;

	while (i < n && !str_eq(word, str_from(word_at(i))))
		i++;
	return i;
}

static const char *permission_at(unsigned i)
{
	return permission_word[i];
}

bool access_permission_find(struct str word, enum access_permission *ret)
{
	unsigned i = find_word(word, permission_at, ACCESS_N_PERMISSIONS);

	if (i < ACCESS_N_PERMISSIONS)
		*ret = (enum access_permission)i;
	return i < ACCESS_N_PERMISSIONS;
}

static const char *scope_at(unsigned i)
{
	static const char *const words[] = {
		[ACCESS_SCOPE_SELF] = "self",
		[ACCESS_SCOPE_ANY] = "any",
		[ACCESS_SCOPE_SCHOOL] = "school",
		[ACCESS_SCOPE_ZONE] = "zone",
	};

	return words[i];
}

bool access_scope_find(struct str word, enum access_scope *ret)
{
	unsigned i = find_word(word, scope_at, ACCESS_SCOPE_ZONE + 1);

	if (i <= ACCESS_SCOPE_ZONE)
		*ret = (enum access_scope)i;
	return i <= ACCESS_SCOPE_ZONE;
}

const char *access_role_word(enum access_role role)
{
	assert(role < ACCESS_N_ROLES);
	return roles[role].word;
}

const char *access_role_name(enum access_role role)
{
	assert(role < ACCESS_N_ROLES);
	return roles[role].name;
}

const char *access_role_summary(enum access_role role)
{
	assert(role < ACCESS_N_ROLES);
	return roles[role].summary;
}

static const char *role_at(unsigned i)
{
	return roles[i].word;
}

bool access_role_find(struct str word, enum access_role *ret)
{
	unsigned i = find_word(word, role_at, ACCESS_N_ROLES);

	if (i < ACCESS_N_ROLES)
		*ret = (enum access_role)i;
	return i < ACCESS_N_ROLES;
}

const char *access_role_place(enum access_role role)
{
	assert(role < ACCESS_N_ROLES);
	switch (roles[role].place) {
	case AT_SCHOOL:
		return "school";
	case IN_ZONE:
		return "zone";
	case EITHER:
		return "either";
	}
	return "either";
}

const char *access_space_name(enum access_space space)
{
	switch (space) {
	case ACCESS_PRIVATE:
		return "Private";
	case ACCESS_TEAM:
		return "Team";
	case ACCESS_SCHOOL:
		return "School";
	case ACCESS_ZONE:
		return "Zone";
	case ACCESS_RESEARCH:
		return "Research";
	case ACCESS_N_SPACES:
		break;
	}
	return "Private";
}

bool access_role_has(enum access_role role, enum access_permission permission)
{
	assert(role < ACCESS_N_ROLES && permission < ACCESS_N_PERMISSIONS);
	return (roles[role].may & BIT(permission)) != 0;
}

/* A grant held where its role cannot be held counts for nothing. */
static bool grant_gives(const struct access_grant *grant, enum access_permission permission)
{
	enum place place = grant->school_id == 0 ? IN_ZONE : AT_SCHOOL;

	return grant->role < ACCESS_N_ROLES && (roles[grant->role].place & place) != 0 &&
	       access_role_has(grant->role, permission);
}

bool access_may(const struct access_user *user, enum access_permission permission)
{
	if (permission == ACCESS_SELF)
		return true;
	for (size_t i = 0; i < user->n_grants; i++)
		if (grant_gives(&user->grant[i], permission))
			return true;
	return false;
}

bool access_may_zone(const struct access_user *user, enum access_permission permission)
{
	for (size_t i = 0; i < user->n_grants; i++)
		if (user->grant[i].school_id == 0 && grant_gives(&user->grant[i], permission))
			return true;
	return false;
}

bool access_may_at(const struct access_user *user, enum access_permission permission,
		   int64_t school_id)
{
	for (size_t i = 0; i < user->n_grants; i++) {
		const struct access_grant *grant = &user->grant[i];

		if ((grant->school_id == 0 || grant->school_id == school_id) &&
		    grant_gives(grant, permission))
			return true;
	}
	return false;
}

bool access_may_use(const struct access_user *user, enum access_permission permission,
		    enum access_scope scope, int64_t school_id)
{
	switch (scope) {
	case ACCESS_SCOPE_SELF:
	case ACCESS_SCOPE_ANY:
		return access_may(user, permission);
	case ACCESS_SCOPE_SCHOOL:
		return school_id > 0 && access_may_at(user, permission, school_id);
	case ACCESS_SCOPE_ZONE:
		return access_may_zone(user, permission);
	}
	return false;
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

void access_schools(const struct access_user *user, enum access_permission permission,
		    struct arena *arena, bool *ret_all, const int64_t **ret, size_t *ret_n)
{
	int64_t *id = arena_array(arena, int64_t, user->n_grants);
	size_t n = 0, kept = 0;

	*ret_all = access_may_zone(user, permission);
	for (size_t i = 0; i < user->n_grants && !*ret_all; i++)
		if (grant_gives(&user->grant[i], permission))
			id[n++] = user->grant[i].school_id;
	if (n > 0)
		qsort(id, n, sizeof *id, compare_ids);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || id[kept - 1] != id[i])
			id[kept++] = id[i];
	*ret = id;
	*ret_n = kept;
}

bool access_may_grant(const struct access_user *user, int64_t account_id,
		      const struct access_grant *grant, struct err *err)
{
	enum place place = grant->school_id == 0 ? IN_ZONE : AT_SCHOOL;

	if (grant->role >= ACCESS_N_ROLES)
		return err_set(err, ERR_INVALID, "There is no such role.");
	if ((roles[grant->role].place & place) == 0)
		return err_set(err, ERR_INVALID,
			       place == IN_ZONE ? "The role \"%s\" is held at a school: choose one."
						: "The role \"%s\" is held for the whole zone.",
			       roles[grant->role].name);
	if (user->account_id == account_id)
		return err_set(err, ERR_DENIED,
			       "Nobody changes their own roles: ask another administrator.");
	if (!access_may_use(user, ACCESS_ACCOUNT_MANAGE,
			    place == IN_ZONE ? ACCESS_SCOPE_ZONE : ACCESS_SCOPE_SCHOOL,
			    grant->school_id))
		return err_set(err, ERR_DENIED, "You do not look after accounts %s.",
			       place == IN_ZONE ? "of the whole zone" : "at this school");
	return true;
}

bool access_is_sensitive(enum access_permission permission, struct str pattern)
{
	static const uint64_t always = BIT(ACCESS_AUDIT_READ) | BIT(ACCESS_COVER_READ) |
				       BIT(ACCESS_COVER_EDIT) | BIT(ACCESS_HIRING_READ) |
				       BIT(ACCESS_HIRING_EDIT) | BIT(ACCESS_LEARNING_FACTS) |
				       BIT(ACCESS_RESEARCH_READ) | BIT(ACCESS_RESEARCH_EXPORT);

	return (always & BIT(permission)) != 0 ||
	       (permission == ACCESS_ACCOUNT_MANAGE && str_find(pattern, STR("{account}"), NULL));
}

bool access_evaluates(const struct access_user *user, int64_t school_id)
{
	for (size_t i = 0; i < user->n_grants; i++) {
		const struct access_grant *grant = &user->grant[i];

		if (roles[grant->role].evaluates &&
		    (grant->school_id == 0 || grant->school_id == school_id))
			return true;
	}
	return false;
}

static bool is_member(const struct access_user *user, int64_t team_id)
{
	for (size_t i = 0; i < user->n_teams; i++)
		if (user->team[i] == team_id && team_id > 0)
			return true;
	return false;
}

static bool is_owner(const struct access_user *user, const struct access_record *record)
{
	return user->person_id > 0 && record->owner_id == user->person_id;
}

bool access_may_read(const struct access_user *user, const struct access_record *record)
{
	if (record->zone_id != user->zone_id)
		return false;
	if (is_owner(user, record))
		return true;
	switch (record->space) {
	case ACCESS_PRIVATE:
		return user->person_id > 0 && record->partner_id == user->person_id;
	case ACCESS_TEAM:
		return is_member(user, record->team_id);
	case ACCESS_SCHOOL:
		return access_may_at(user, ACCESS_LEARNING_SCHOOL, record->school_id);
	case ACCESS_ZONE:
		return access_may(user, ACCESS_LEARNING_ZONE);
	case ACCESS_RESEARCH:
		return access_may_zone(user, ACCESS_RESEARCH_READ);
	case ACCESS_N_SPACES:
		break;
	}
	return false;
}

bool access_may_change(const struct access_user *user, const struct access_record *record)
{
	if (record->zone_id != user->zone_id)
		return false;
	return is_owner(user, record) ||
	       (record->space == ACCESS_TEAM && is_member(user, record->team_id));
}

/* ",3,7," or "," for none: LIKE '%,3,%' finds whole numbers only. */
static struct str list_of(struct arena *arena, const int64_t *id, size_t n)
{
	struct text text;

	text_init(&text, arena);
	text_put_char(&text, ',');
	for (size_t i = 0; i < n; i++)
		if (id[i] > 0)
			text_printf(&text, "%lld,", (long long)id[i]);
	return text_str(&text);
}

struct access_places access_places_for(const struct access_user *user,
				       enum access_permission permission, struct arena *arena)
{
	const int64_t *id;
	size_t n;
	bool all;

	access_schools(user, permission, arena, &all, &id, &n);
	return (struct access_places){
		.zone_id = user->zone_id,
		.schools = all ? STR("*") : list_of(arena, id, n),
	};
}

struct access_filter access_filter_for(const struct access_user *user, struct arena *arena)
{
	return (struct access_filter){
		.zone_id = user->zone_id,
		.person_id = user->person_id > 0 ? user->person_id : -1,
		.teams = list_of(arena, user->team, user->n_teams),
		.schools = access_places_for(user, ACCESS_LEARNING_SCHOOL, arena).schools,
		.zone = access_may(user, ACCESS_LEARNING_ZONE) ? 1 : 0,
		.research = access_may_zone(user, ACCESS_RESEARCH_READ) ? 1 : 0,
	};
}
