#include "parts/week/week_words.h"

bool week_whose_find(const struct zone *zone, struct str key, struct week_whose *ret)
{
	static const struct {
		struct str prefix;
		enum zone_table table;
	} kinds[] = {{STR_INIT("people/"), ZONE_T_PEOPLE},
		     {STR_INIT("sections/"), ZONE_T_SECTIONS},
		     {STR_INIT("teams/"), ZONE_T_TEAMS},
		     {STR_INIT("rooms/"), ZONE_T_ROOMS}};
	uint32_t row[4] = {ZONE_NONE, ZONE_NONE, ZONE_NONE, ZONE_NONE};
	bool found = false;

	for (size_t i = 0; i < 4; i++)
		if (str_starts_with(key, kinds[i].prefix)) {
			row[i] = zone_find(zone, kinds[i].table,
					   str_slice(key, kinds[i].prefix.len, key.len));
			found = row[i] != ZONE_NONE;
		}
	if (found)
		*ret = (struct week_whose){row[0], row[1], row[2], row[3]};
	return found;
}

struct str week_whose_key(struct arena *arena, const struct zone *zone,
			  const struct week_whose *whose)
{
	if (whose->person != ZONE_NONE)
		return arena_printf(arena, "people/%.*s",
				    STR_ARG(zone->people.at[whose->person].code));
	if (whose->section != ZONE_NONE)
		return arena_printf(arena, "sections/%.*s",
				    STR_ARG(zone->sections.at[whose->section].code));
	if (whose->team != ZONE_NONE)
		return arena_printf(arena, "teams/%.*s", STR_ARG(zone->teams.at[whose->team].code));
	return whose->room == ZONE_NONE ? STR("")
					: arena_printf(arena, "rooms/%.*s",
						       STR_ARG(zone->rooms.at[whose->room].code));
}

struct str week_whose_name(const struct zone *zone, const struct week_whose *whose)
{
	if (whose->person != ZONE_NONE)
		return zone->people.at[whose->person].name;
	if (whose->section != ZONE_NONE)
		return zone->sections.at[whose->section].code;
	if (whose->team != ZONE_NONE)
		return zone->teams.at[whose->team].name;
	return whose->room == ZONE_NONE ? STR("") : zone->rooms.at[whose->room].name;
}

/* Lessons of a class that take place in its homeroom. */
static bool is_at_home(const struct zone *zone, uint32_t room, const struct week_booking *b)
{
	if (b->room != ZONE_NONE || b->section == ZONE_NONE ||
	    zone->sections.at[b->section].room != room)
		return false;
	return b->kind == WEEK_CORE || b->kind == WEEK_WIN || b->kind == WEEK_OTHER;
}

static bool has_person(const struct week_booking *b, uint32_t person)
{
	for (size_t i = 0; i < b->people.n; i++)
		if (b->people.at[i] == person)
			return true;
	return false;
}

bool week_is_theirs(const struct zone *zone, const struct week_whose *whose,
		    const struct week_booking *booking)
{
	if (whose->person != ZONE_NONE)
		return has_person(booking, whose->person);
	if (whose->section != ZONE_NONE)
		return booking->section == whose->section && booking->kind != WEEK_PLANNING;
	if (whose->team != ZONE_NONE)
		return booking->team == whose->team;
	return whose->room != ZONE_NONE &&
	       (booking->room == whose->room || is_at_home(zone, whose->room, booking));
}

bool week_is_at(const struct week_plan *plan, const struct week_whose *whose, uint32_t school)
{
	for (size_t i = 0; i < plan->bookings.n; i++)
		if (plan->bookings.at[i].school == school &&
		    week_is_theirs(plan->zone, whose, &plan->bookings.at[i]))
			return true;
	return false;
}

struct str week_kind_words(const struct lang *lang, enum week_kind kind)
{
	static const char *const words[WEEK_N_KINDS] = {
		[WEEK_SPECIAL] = WORD("Special"),
		[WEEK_CORE] = WORD("Core lesson"),
		[WEEK_WIN] = WORD("WIN"),
		[WEEK_RECESS] = WORD("Recess"),
		[WEEK_LUNCH] = WORD("Lunch"),
		[WEEK_OTHER] = WORD("Other"),
		[WEEK_SERVICE] = WORD("Support"),
		[WEEK_TEAM] = WORD("Team meeting"),
		[WEEK_PLANNING] = WORD("Planning"),
		[WEEK_STAFF_LUNCH] = WORD("Lunch"),
		[WEEK_STAFF_TIME] = WORD("Staff time"),
	};

	return lang_text(lang, str_from(words[kind]));
}

/* What staff time is for: whoever reads the card wants to know which kind. */
static struct str staff_time_words(const struct zone *zone, const struct lang *lang,
				   const struct week_booking *b)
{
	static const char *const words[] = {
		[ZONE_BUILDING_LED] = WORD("Building-led time"),
		[ZONE_TEAM_TIME] = WORD("Team time"),
		[ZONE_SELF_DIRECTED] = WORD("Own planning"),
		[ZONE_NETWORK_TIME] = WORD("Network time"),
	};
	size_t use;

	if (b->why.table != ZONE_T_STAFF_TIMES || b->why.row >= zone->staff_times.n)
		return week_kind_words(lang, b->kind);
	use = (size_t)zone->staff_times.at[b->why.row].use;
	return use < sizeof words / sizeof *words && words[use] != NULL
		       ? lang_text(lang, str_from(words[use]))
		       : week_kind_words(lang, b->kind);
}

struct str week_booking_name(const struct zone *zone, const struct lang *lang,
			     const struct week_booking *booking, bool open)
{
	if (booking->kind == WEEK_TEAM && booking->meeting != ZONE_NONE)
		return zone->meetings.at[booking->meeting].name;
	if (booking->kind == WEEK_SERVICE)
		return open || booking->service == ZONE_NONE
			       ? week_kind_words(lang, WEEK_SERVICE)
			       : zone->services.at[booking->service].group;
	if (booking->kind == WEEK_STAFF_TIME)
		return staff_time_words(zone, lang, booking);
	if (booking->kind == WEEK_PLANNING || booking->subject == ZONE_NONE)
		return week_kind_words(lang, booking->kind);
	return zone->subjects.at[booking->subject].name;
}

struct str week_last_name(struct str name)
{
	size_t from = name.len;

	while (from > 0 && name.ptr[from - 1] != ' ')
		from--;
	return str_slice(name, from, name.len);
}
