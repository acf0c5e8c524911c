/* A zone as a OneRoster 1.2 bulk roster, without students. */
#include "parts/school/zone_roster.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/text.h"
#include "parts/school/zone_table.h"

static const char *const heads[ROSTER_N_FILES] = {
	[ROSTER_MANIFEST] = "propertyName,value",
	[ROSTER_SESSIONS] = "sourcedId,status,dateLastModified,title,type,startDate,endDate,"
			    "parentSourcedId,schoolYear",
	[ROSTER_ORGS] = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
	[ROSTER_COURSES] = "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,"
			   "grades,orgSourcedId,subjects,subjectCodes",
	[ROSTER_CLASSES] =
		"sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,"
		"classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,"
		"periods",
	[ROSTER_USERS] = "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,"
			 "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,"
			 "password,userMasterIdentifier,preferredGivenName,preferredMiddleName,"
			 "preferredFamilyName,primaryOrgSourcedId,pronouns",
	[ROSTER_ROLES] = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,"
			 "endDate,orgSourcedId,userProfileSourcedId",
	[ROSTER_ENROLLMENTS] = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,"
			       "userSourcedId,role,primary,beginDate,endDate",
};

struct writer {
	struct arena *arena;
	const struct zone *zone;
	struct text text[ROSTER_N_FILES];
	struct csv_writer csv[ROSTER_N_FILES];
};

static void row(struct writer *w, enum roster_file file, const struct str *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		csv_put(&w->csv[file], cells[i]);
	csv_end(&w->csv[file]);
}

#define ROW(w, file, ...)                                   \
	row((w), (file), (const struct str[]){__VA_ARGS__}, \
	    sizeof(const struct str[]){__VA_ARGS__} / sizeof(struct str))

#define NIL STR("")

static struct str school_code(const struct writer *w, uint32_t school)
{
	return w->zone->schools.at[school].code;
}

/* The whole year, in which all classes are. */
static struct str year_id(const struct writer *w)
{
	return arena_printf(w->arena, "year-%d", date_civil(w->zone->info.at[0].year_end).year);
}

static void write_places(struct writer *w)
{
	const struct zone_info *info = &w->zone->info.at[0];
	struct str year = arena_printf(w->arena, "%d", date_civil(info->year_end).year);

	ROW(w, ROSTER_SESSIONS, year_id(w), NIL, NIL, STR("School year"), STR("schoolYear"),
	    date_text(w->arena, info->year_start), date_text(w->arena, info->year_end), NIL, year);
	for (size_t i = 0; i < w->zone->terms.n; i++) {
		const struct zone_term *term = &w->zone->terms.at[i];

		ROW(w, ROSTER_SESSIONS, term->code, NIL, NIL, term->name, STR("term"),
		    date_text(w->arena, term->from), date_text(w->arena, term->to), year_id(w),
		    year);
	}
	ROW(w, ROSTER_ORGS, info->code, NIL, NIL, info->name, STR("district"), NIL, NIL);
	for (size_t i = 0; i < w->zone->schools.n; i++) {
		const struct zone_school *s = &w->zone->schools.at[i];

		ROW(w, ROSTER_ORGS, s->code, NIL, NIL, s->name, STR("school"), s->code, info->code);
	}
	ROW(w, ROSTER_COURSES, STR("homeroom"), NIL, NIL, year_id(w), STR("Homeroom"), NIL, NIL,
	    info->code, NIL, NIL);
	for (size_t i = 0; i < w->zone->subjects.n; i++) {
		const struct zone_subject *s = &w->zone->subjects.at[i];

		if (s->kind == ZONE_SPECIAL)
			ROW(w, ROSTER_COURSES, s->code, NIL, NIL, year_id(w), s->name, s->code, NIL,
			    info->code, s->name, NIL);
	}
}

/* The role of the standard nearest to that of the zone. */
static struct str role_word(enum zone_role role)
{
	switch (role) {
	case ZONE_PRINCIPAL:
		return STR("principal");
	case ZONE_ASSISTANT_PRINCIPAL:
		return STR("siteAdministrator");
	case ZONE_COUNSELOR:
		return STR("counselor");
	case ZONE_PARA:
		return STR("aide");
	case ZONE_TEACHER:
	case ZONE_SPECIALIST:
	case ZONE_SPECIAL_EDUCATION:
	case ZONE_ENGLISH_LEARNER:
	case ZONE_INTERVENTION:
	case ZONE_SPEECH:
		return STR("teacher");
	case ZONE_COACH:
		return STR("ext:coach");
	case ZONE_PARTNER:
		return STR("ext:partner");
	case ZONE_ZONE_LEAD:
		break;
	}
	return STR("ext:zone-lead");
}

static void write_people(struct writer *w)
{
	for (size_t i = 0; i < w->zone->people.n; i++) {
		const struct zone_person *p = &w->zone->people.at[i];
		struct str rest = p->name, given;

		if (p->status != ZONE_ACTIVE)
			continue;
		(void)str_split(&rest, ' ', &given);
		ROW(w, ROSTER_USERS, p->code, NIL, NIL, STR("true"), p->code, NIL, given,
		    rest.len > 0 ? rest : given, NIL, p->code, p->email, NIL, NIL, NIL, NIL, NIL,
		    NIL, NIL, NIL, NIL, p->home == ZONE_NONE ? NIL : school_code(w, p->home), NIL);
	}
	for (size_t i = 0; i < w->zone->assignments.n; i++) {
		const struct zone_assignment *a = &w->zone->assignments.at[i];

		if (w->zone->people.at[a->person].status != ZONE_ACTIVE)
			continue;
		ROW(w, ROSTER_ROLES, arena_printf(w->arena, "role-%zu", i + 1), NIL, NIL,
		    w->zone->people.at[a->person].code,
		    w->zone->people.at[a->person].home == a->school ? STR("primary")
								    : STR("secondary"),
		    role_word(a->role), NIL, NIL, school_code(w, a->school), NIL);
	}
}

/* "KG", "01" ... as the standard has them. */
static struct str grades_of(const struct writer *w, const struct zone_section *s)
{
	struct text text;
	int64_t number;

	text_init(&text, w->arena);
	for (size_t i = 0; i < s->grades.n; i++) {
		struct str code = w->zone->grades.at[s->grades.at[i]].code;

		if (i > 0)
			text_put_char(&text, ',');
		if (str_eq(code, STR("K")))
			text_put(&text, STR("KG"));
		else if (str_to_i64(code, &number))
			text_printf(&text, "%02d", (int)number);
		else
			text_put(&text, code);
	}
	return text_str(&text);
}

/* The room of a special at a school: that of its kind. */
static struct str special_room(const struct writer *w, const struct zone_subject *subject,
			       uint32_t school)
{
	for (size_t i = 0; i < w->zone->rooms.n; i++) {
		const struct zone_room *room = &w->zone->rooms.at[i];

		if (room->school == school && (int32_t)room->kind == subject->room_kind)
			return room->code;
	}
	return NIL;
}

static bool visit_is_for(const struct zone_visit *visit, const struct zone_section *s, uint32_t i)
{
	if (!zone_applies(visit->schools, s->school) || !zone_applies(visit->sections, i))
		return false;
	for (size_t k = 0; k < s->grades.n; k++) {
		if (zone_applies(visit->grades, s->grades.at[k]))
			return true;
	}
	return false;
}

static void write_specials(struct writer *w, uint32_t i)
{
	const struct zone_section *s = &w->zone->sections.at[i];
	uint32_t block = zone_block_of(w->zone, i, ZONE_NONE, NULL);

	for (size_t k = 0; k < w->zone->visits.n; k++) {
		const struct zone_visit *visit = &w->zone->visits.at[k];
		const struct zone_subject *subject = &w->zone->subjects.at[visit->subject];

		if (!visit_is_for(visit, s, i))
			continue;
		ROW(w, ROSTER_CLASSES,
		    arena_printf(w->arena, "%.*s-%.*s", STR_ARG(s->code), STR_ARG(visit->code)),
		    NIL, NIL,
		    arena_printf(w->arena, "%.*s %.*s", STR_ARG(subject->name), STR_ARG(s->code)),
		    grades_of(w, s), subject->code, NIL, STR("scheduled"),
		    special_room(w, subject, s->school), school_code(w, s->school), year_id(w),
		    subject->name, NIL, block == ZONE_NONE ? NIL : w->zone->blocks.at[block].code);
	}
}

static void write_classes(struct writer *w)
{
	for (uint32_t i = 0; i < w->zone->sections.n; i++) {
		const struct zone_section *s = &w->zone->sections.at[i];
		struct str room = s->room == ZONE_NONE ? NIL : w->zone->rooms.at[s->room].code;

		ROW(w, ROSTER_CLASSES, s->code, NIL, NIL, s->code, grades_of(w, s), STR("homeroom"),
		    s->code, STR("homeroom"), room, school_code(w, s->school), year_id(w), NIL, NIL,
		    NIL);
		write_specials(w, i);
		if (s->teacher != ZONE_NONE && w->zone->people.at[s->teacher].status == ZONE_ACTIVE)
			ROW(w, ROSTER_ENROLLMENTS, arena_printf(w->arena, "enrollment-%u", i + 1),
			    NIL, NIL, s->code, school_code(w, s->school),
			    w->zone->people.at[s->teacher].code, STR("teacher"), STR("true"), NIL,
			    NIL);
	}
}

static void write_manifest(struct writer *w)
{
	static const char *const present[] = {
		"academicSessions", "orgs", "courses", "classes", "users", "roles", "enrollments"};
	static const char *const absent[] = {"categories",
					     "classResources",
					     "courseResources",
					     "demographics",
					     "lineItems",
					     "resources",
					     "results",
					     "userProfiles",
					     "userResources",
					     "scoreScales",
					     "lineItemLearningObjectiveIds",
					     "lineItemScoreScales",
					     "resultLearningObjectiveIds",
					     "resultScoreScales"};

	ROW(w, ROSTER_MANIFEST, STR("manifest.version"), STR("1.0"));
	ROW(w, ROSTER_MANIFEST, STR("oneroster.version"), STR("1.2"));
	for (size_t i = 0; i < sizeof present / sizeof *present; i++)
		ROW(w, ROSTER_MANIFEST, arena_printf(w->arena, "file.%s", present[i]), STR("bulk"));
	for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
		ROW(w, ROSTER_MANIFEST, arena_printf(w->arena, "file.%s", absent[i]),
		    STR("absent"));
}

void zone_roster_write(struct arena *arena, const struct zone *zone, struct roster_files *ret)
{
	struct writer *w = arena_new(arena, struct writer);

	w->arena = arena;
	w->zone = zone;
	for (int f = 0; f < ROSTER_N_FILES; f++) {
		text_init(&w->text[f], arena);
		text_printf(&w->text[f], "%s\r\n", heads[f]);
		csv_writer_init(&w->csv[f], &w->text[f]);
		w->csv[f].no_guard = true; /* read by programs of others */
	}
	write_manifest(w);
	write_places(w);
	write_people(w);
	write_classes(w);
	for (int f = 0; f < ROSTER_N_FILES; f++)
		ret->file[f] = text_str(&w->text[f]);
}
