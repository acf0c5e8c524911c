#include "app/demo.h"

#include "kit/auth/account.h"
#include "kit/auth/password.h"
#include "parts/school/zone_store.h"

/* Who can be looked at, in the order of the list. */
static const struct {
	const char *email, *person, *school, *label;
	enum access_role role;
} demo_people[] = {
	{"principal@demo.example", "HH-PR", "HH", "Principal", ACCESS_PRINCIPAL},
	{"coach@demo.example", "HH-CM", "HH", "Coach", ACCESS_COACH},
	{"teacher@demo.example", "HH-T09", "HH", "Teacher", ACCESS_TEACHER},
	{"district@demo.example", NULL, NULL, "District leader", ACCESS_DISTRICT_LEADER},
	{"administrator@demo.example", NULL, NULL, "Administrator", ACCESS_ADMINISTRATOR},
};
enum { DEMO_PEOPLE = sizeof demo_people / sizeof *demo_people };

#define DEMO_PASSWORD "learning together"

static const struct account_actor actor = {0, STR_INIT("command")};

static bool id_of(const struct site *site, struct arena *arena, const char *table, const char *code,
		  int64_t *ret, struct err *err)
{
	*ret = 0;
	return code == NULL || zone_store_id(site->db, site->zone_id,
					     arena_printf(arena, "%s/%s", table, code), ret, err);
}

static struct str name_of(const struct zone *zone, size_t i)
{
	uint32_t person = demo_people[i].person == NULL
				  ? ZONE_NONE
				  : zone_find(zone, ZONE_T_PEOPLE, str_from(demo_people[i].person));

	return person == ZONE_NONE ? str_from(demo_people[i].label) : zone->people.at[person].name;
}

static bool add_account(const struct site *site, struct arena *arena, const struct zone *zone,
			size_t i, struct str hash, struct err *err)
{
	struct access_grant grant = {.role = demo_people[i].role};
	struct account_new new = {.email = str_from(demo_people[i].email),
				  .name = name_of(zone, i),
				  .grant = &grant,
				  .n_grants = 1};
	int64_t id;

	return id_of(site, arena, "people", demo_people[i].person, &new.person_id, err) &&
	       id_of(site, arena, "schools", demo_people[i].school, &grant.school_id, err) &&
	       account_add(site, &actor, &new, &id, err) &&
	       account_set_password(site, &actor, id, hash, 0, err) &&
	       db_exec(site->db,
		       DB_SQL("INSERT INTO demo_account (zone_id, place, email, name, role, "
			      "password) "
			      "VALUES ($1, $2, $3, $4, $5, $6)",
			      db_int(site->zone_id), db_int((int64_t)i), db_text(new.email),
			      db_text(new.name), db_text(str_from(demo_people[i].label)),
			      db_text(STR(DEMO_PASSWORD))),
		       NULL, err);
}

static bool add_accounts(const struct site *site, struct arena *arena, const struct zone *zone,
			 struct err *err)
{
	struct passwords passwords;
	struct str hash;
	bool ok;

	if (!passwords_init(&passwords, &password_cost_usual, err))
		return false;
	ok = password_hash(&passwords, STR(DEMO_PASSWORD), arena, &hash, err);
	passwords_finish(&passwords);
	for (size_t i = 0; ok && i < DEMO_PEOPLE; i++)
		ok = add_account(site, arena, zone, i, hash, err);
	return ok;
}

struct filling {
	const struct site *site;
	struct arena *arena;
	const struct zone *zone;
};

/* All or nothing: a demonstration that was interrupted begins anew. */
static bool fill(struct db *tx, void *arg, struct err *err)
{
	const struct filling *filling = arg;
	struct site site = site_in(filling->site, tx);
	struct zone_import import = {.note = STR("the sample zone")};
	struct zone_changes changes;

	return zone_store_import(tx, filling->arena, site.zone_id, filling->zone, &import, &changes,
				 err) &&
	       add_accounts(&site, filling->arena, filling->zone, err);
}

bool demo_fill(const struct site *site, struct arena *arena, const char *folder, struct err *err)
{
	struct filling filling = {site, arena, NULL};
	int64_t version;

	if (!zone_store_version(site->db, site->zone_id, &version, err))
		return false;
	if (version > 0)
		return true;
	return zone_read_folder(arena, folder, &filling.zone, NULL, err) &&
	       db_write(site->db, fill, &filling, err);
}

bool demo_accounts(void *self, struct db *db, struct arena *arena, int64_t zone_id,
		   const struct auth_demo **ret, size_t *ret_n, struct err *err)
{
	struct auth_demo *demo;
	struct db_rows rows;

	(void)self;
	if (!db_query(db, arena,
		      DB_SQL("SELECT email, name, role, password FROM demo_account "
			     "WHERE zone_id = $1 ORDER BY place",
			     db_int(zone_id)),
		      &rows, err))
		return false;
	demo = arena_array(arena, struct auth_demo, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		demo[i] = (struct auth_demo){db_get_text(&rows, i, 0), db_get_text(&rows, i, 1),
					     db_get_text(&rows, i, 2), db_get_text(&rows, i, 3)};
	*ret = demo;
	*ret_n = rows.n;
	return true;
}
