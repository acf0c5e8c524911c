#include "parts/school/school_page_internal.h"

/* A pasted table may be as large as the zone of a hundred schools. */
enum { MAX_PASTE = 8 << 20, MAX_ROSTER = 64 << 20 };

static const struct http_route routes[] = {
	{HTTP_GET, "/zone", zone_page, "school.read", "any", 0},
	{HTTP_POST, "/zone/undo", zone_undo_send, "zone.import", "zone", 0},
	{HTTP_GET, "/zone/setup", zone_setup_page, "school.read", "any", 0},
	{HTTP_GET, "/zone/roster", zone_roster_page, "zone.import", "zone", 0},
	{HTTP_POST, "/zone/roster", zone_roster_send, "zone.import", "zone", MAX_ROSTER},
	{HTTP_GET, "/zone/files/{file}", zone_file_page, "zone.export", "zone", 0},
	{HTTP_POST, "/zone/files/{file}", zone_file_send, "zone.import", "zone", MAX_PASTE},
	{HTTP_GET, "/zone/files/{file}/csv", zone_file_csv, "zone.export", "zone", 0},
	{HTTP_GET, "/schools/{school}/files/{file}", zone_file_page, "school.edit", "school", 0},
	{HTTP_POST, "/schools/{school}/files/{file}", zone_file_send, "school.edit", "school",
	 MAX_PASTE},
	{HTTP_GET, "/schools/{school}", school_page, "school.read", "school", 0},
	{HTTP_GET, "/schools/{school}/people", school_people_page, "school.read", "school", 0},
	{HTTP_GET, "/schools/{school}/classes", school_classes_page, "school.read", "school", 0},
	{HTTP_GET, "/schools/{school}/teams", school_teams_page, "school.read", "school", 0},
	{HTTP_GET, "/schools/{school}/days", school_days_page, "school.read", "school", 0},
	{HTTP_GET, "/schools/{school}/calendar", school_calendar_page, "school.read", "school", 0},
	{HTTP_GET, "/schools/{school}/rules", school_rules_page, "school.read", "school", 0},
};

const struct http_routes school_routes = {routes, sizeof routes / sizeof *routes};

void school_navigate(void *self, const struct http_request *request, const struct auth_user *user,
		     struct page_links *ret)
{
	struct page_link *link = arena_array(request->arena, struct page_link, 1);

	(void)self;
	if (!access_may(&user->access, ACCESS_SCHOOL_READ))
		return;
	*link = (struct page_link){.text = school_say(request, "Schools"),
				   .url = STR("/zone"),
				   .current = str_starts_with(request->path, STR("/schools"))};
	*ret = (struct page_links){link, 1};
}
