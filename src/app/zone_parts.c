#include "app/zone_parts.h"

#include "parts/school/zone_store.h"

#include <string.h>

void zone_parts_init(struct zone_parts *parts, const struct clock *clock)
{
	*parts = (struct zone_parts){.clock = clock, .arena = arena_create(1U << 14)};
	(void)pthread_mutex_init(&parts->mutex, NULL);
}

void zone_parts_finish(struct zone_parts *parts)
{
	if (parts->arena == NULL)
		return;
	(void)pthread_mutex_destroy(&parts->mutex);
	arena_destroy(parts->arena);
}

static bool read_schools(struct zone_parts *parts, struct db *db, const struct zone *zone,
			 struct err *err)
{
	const int64_t *id;

	if (!zone_store_ids(db, parts->arena, parts->zone_id, zone, ZONE_T_SCHOOLS, &id, err))
		return false;
	parts->school = arena_array(parts->arena, struct auth_school, zone->schools.n);
	parts->n_schools = zone->schools.n;
	for (size_t i = 0; i < zone->schools.n; i++)
		parts->school[i] = (struct auth_school){
			id[i], arena_str(parts->arena, zone->schools.at[i].code),
			arena_str(parts->arena, zone->schools.at[i].name)};
	return true;
}

static bool read_members(struct zone_parts *parts, struct db *db, const struct zone *zone,
			 struct err *err)
{
	const int64_t *person, *team;

	if (!zone_store_ids(db, parts->arena, parts->zone_id, zone, ZONE_T_PEOPLE, &person, err) ||
	    !zone_store_ids(db, parts->arena, parts->zone_id, zone, ZONE_T_TEAMS, &team, err))
		return false;
	parts->member = arena_array(parts->arena, struct zone_parts_member, zone->members.n);
	for (size_t i = 0; i < zone->members.n; i++) {
		const struct zone_member *member = &zone->members.at[i];

		if (member->person >= zone->people.n || member->team >= zone->teams.n)
			continue;
		parts->member[parts->n_members++] = (struct zone_parts_member){
			person[member->person], team[member->team], member->from, member->to};
	}
	return true;
}

/* With the mutex held: the parts are those of the newest version. */
static bool refresh(struct zone_parts *parts, struct db *db, int64_t zone_id, struct err *err)
{
	struct arena *scratch;
	const struct zone *zone;
	int64_t version;
	bool ok;

	if (!zone_store_version(db, zone_id, &version, err))
		return false;
	if (parts->zone_id == zone_id && parts->version == version)
		return true;
	arena_reset(parts->arena);
	parts->n_schools = 0;
	parts->n_members = 0;
	parts->zone_id = zone_id;
	parts->version = version;
	parts->time_zone = time_zone_utc();
	parts->time_zone_name = STR("");
	if (version == 0)
		return true;
	scratch = arena_create(1U << 20);
	ok = zone_store_load(db, scratch, zone_id, version, &zone, err) &&
	     time_zone_load(parts->arena, zone->info.at[0].time_zone, &parts->time_zone, err) &&
	     read_schools(parts, db, zone, err) && read_members(parts, db, zone, err);
	if (ok)
		parts->time_zone_name = arena_str(parts->arena, zone->info.at[0].time_zone);
	arena_destroy(scratch);
	if (!ok)
		parts->zone_id = 0; /* to be read again */
	return ok;
}

static bool schools(void *self, struct db *db, struct arena *arena, int64_t zone_id,
		    const struct auth_school **ret, size_t *ret_n, struct err *err)
{
	struct zone_parts *parts = self;
	struct auth_school *school;
	bool ok;

	(void)pthread_mutex_lock(&parts->mutex);
	ok = refresh(parts, db, zone_id, err);
	if (ok) {
		school = arena_array(arena, struct auth_school, parts->n_schools);
		for (size_t i = 0; i < parts->n_schools; i++)
			school[i] = (struct auth_school){parts->school[i].id,
							 arena_str(arena, parts->school[i].code),
							 arena_str(arena, parts->school[i].name)};
		*ret = school;
		*ret_n = parts->n_schools;
	}
	(void)pthread_mutex_unlock(&parts->mutex);
	return ok;
}

static bool find_school(void *self, struct db *db, struct arena *arena, int64_t zone_id,
			struct str text, int64_t *ret, struct err *err)
{
	struct zone_parts *parts = self;
	int64_t number = 0, found = 0;
	bool ok;

	(void)arena;
	(void)str_to_i64(text, &number);
	(void)pthread_mutex_lock(&parts->mutex);
	ok = refresh(parts, db, zone_id, err);
	for (size_t i = 0; ok && i < parts->n_schools; i++)
		if (str_eq(parts->school[i].code, text) || parts->school[i].id == number)
			found = parts->school[i].id;
	(void)pthread_mutex_unlock(&parts->mutex);
	if (ok && found == 0)
		return err_set(err, ERR_NOT_FOUND, "There is no such school.");
	if (ok)
		*ret = found;
	return ok;
}

static bool teams(void *self, struct db *db, struct arena *arena, int64_t zone_id,
		  int64_t person_id, struct auth_teams *ret, struct err *err)
{
	struct zone_parts *parts = self;
	int64_t *team;
	int32_t today = 0;
	size_t n = 0;
	bool ok;

	(void)pthread_mutex_lock(&parts->mutex);
	ok = refresh(parts, db, zone_id, err);
	if (ok)
		today = time_zone_local(parts->time_zone, clock_utc_ms(parts->clock)).date;
	for (size_t i = 0; ok && i < parts->n_members; i++)
		n += parts->member[i].person_id == person_id;
	team = arena_array(arena, int64_t, n);
	n = 0;
	for (size_t i = 0; ok && i < parts->n_members; i++)
		if (parts->member[i].person_id == person_id &&
		    zone_is_on(parts->member[i].from, parts->member[i].to, today))
			team[n++] = parts->member[i].team_id;
	(void)pthread_mutex_unlock(&parts->mutex);
	if (ok)
		*ret = (struct auth_teams){team, n};
	return ok;
}

static bool time_zone(void *self, struct db *db, struct arena *arena, int64_t zone_id,
		      const struct time_zone **ret, struct err *err)
{
	struct zone_parts *parts = self;
	struct str name = {0};
	bool ok;

	(void)pthread_mutex_lock(&parts->mutex);
	ok = refresh(parts, db, zone_id, err);
	if (ok)
		name = arena_str(arena, parts->time_zone_name);
	(void)pthread_mutex_unlock(&parts->mutex);
	if (!ok)
		return false;
	*ret = NULL;
	return name.len == 0 || time_zone_load(arena, name, ret, err);
}

struct auth_parts zone_parts_for_auth(struct zone_parts *parts)
{
	return (struct auth_parts){parts, schools, find_school, teams, time_zone};
}
